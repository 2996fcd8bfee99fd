{ inputs, pkgs, new, ... }:
let
  extra = inputs.nixpkgs-extra.packages.${pkgs.system}.default;
in
{
  environment.systemPackages = [ extra new.ghostty ];
}
