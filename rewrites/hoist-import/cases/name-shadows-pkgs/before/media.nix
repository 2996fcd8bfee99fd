{ inputs, config, ... }:
let
  pkgs = import inputs.nixpkgs-unstable { system = "x86_64-linux"; };
in
{
  services.jellyfin.package = pkgs.jellyfin;
  services.immich = {
    package = pkgs.immich;
    host = config.networking.hostName;
  };
}
