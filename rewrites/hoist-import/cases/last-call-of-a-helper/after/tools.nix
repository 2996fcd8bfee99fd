{ pkgs-unstable, pkgs-unstable-unfree, ... }:
{
  environment.systemPackages = [
    pkgs-unstable.git
    pkgs-unstable-unfree.vscode
    pkgs-unstable.helix
  ];
}
