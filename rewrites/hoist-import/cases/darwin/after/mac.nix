{ pkgs, pkgs-stable, ... }:
{
  environment.systemPackages = [ pkgs.git pkgs-stable.kitty ];
}
