{ pkgs, pkgs-unstable, ... }:
{
  environment.systemPackages = [ pkgs.git pkgs-unstable.helix ];
}
