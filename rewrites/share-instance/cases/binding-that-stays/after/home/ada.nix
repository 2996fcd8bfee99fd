{ pkgs-unstable, ... }:
{
  home.packages = [ pkgs-unstable.hello ];
}
