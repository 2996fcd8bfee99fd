{ pkgs-unstable, ... }:
{
  environment.systemPackages = [ pkgs-unstable.steam ];
}
