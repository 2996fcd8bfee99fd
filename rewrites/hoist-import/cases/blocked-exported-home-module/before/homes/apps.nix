{ inputs, pkgs, ... }:
{
  home.packages = [ (import inputs.nixpkgs-unstable { inherit (pkgs) system; }).obsidian ];
}
