{ pkgs, unstable, ... }:
{
  home.packages = [ pkgs.ripgrep unstable.obsidian ];
}
