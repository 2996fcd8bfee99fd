{ pkgs, ... }:
{
  home.username = "me";
  home.packages = [ pkgs.greeting pkgs.unstable.helix ];
}
