{ pkgs, ... }:
{
  home.username = "me";
  home.packages = [ pkgs.git pkgs.greeting ];
}
