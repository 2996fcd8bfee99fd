{ pkgs-unstable, pkgs, ... }:
let
  inherit (pkgs-unstable) neovim ripgrep;
in
{
  environment.systemPackages = [ pkgs.git neovim ripgrep ];
}
