{ pkgs, ... }:
{
  home.username = "ada";
  home.stateVersion = "25.05";
  home.packages = [ pkgs.git ];
}
