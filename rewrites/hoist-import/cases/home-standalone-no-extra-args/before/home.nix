{ pkgs, ... }:
let
  unfree = import pkgs.path {
    inherit (pkgs) system;
    config.allowUnfree = true;
  };
in
{
  home.packages = [
    pkgs.ripgrep
    unfree.vscode
  ];
}
