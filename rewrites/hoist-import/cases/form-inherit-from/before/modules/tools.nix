{ inputs, pkgs, ... }:
let
  inherit (import inputs.nixpkgs-unstable { inherit (pkgs) system; }) neovim ripgrep;
in
{
  environment.systemPackages = [ pkgs.git neovim ripgrep ];
}
