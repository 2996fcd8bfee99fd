{ pkgs-unstable-unfree, ... }:
{
  environment.systemPackages = [ pkgs-unstable-unfree.hello ];
}
