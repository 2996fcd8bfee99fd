{ inputs, pkgs, ... }:
let
  new = import inputs.edge { inherit (pkgs) system; };
  extra = inputs.nixpkgs-extra.packages.${pkgs.system}.default;
in
{
  environment.systemPackages = [ extra new.ghostty ];
}
