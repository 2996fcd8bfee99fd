{ pkgs, unfree, ... }:
{
  home.packages = [
    pkgs.ripgrep
    unfree.vscode
  ];
}
