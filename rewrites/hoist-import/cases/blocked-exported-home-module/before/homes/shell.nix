{ pkgs, ... }:
{
  home.packages = [ pkgs.fish ];
}
