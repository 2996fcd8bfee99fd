{ inputs, pkgs, ... }:
let
  unstable = import inputs.nixpkgs-unstable { inherit (pkgs) system; }; # immich moves fast
in
{
  services.jellyfin.package = pkgs.jellyfin;
  services.immich.package = unstable.immich;
}
