{ pkgs, inputs, ... }:
let
  unstable = import inputs.nixpkgs-unstable { inherit (pkgs) system; };
in
{
  environment.systemPackages = [ unstable.immich ];
  services.site.root = inputs.site.packages.${pkgs.system}.default;
}
