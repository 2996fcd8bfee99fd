{ pkgs-unfree, ... }:
{
  environment.systemPackages = [ pkgs-unfree.steam ];
}
