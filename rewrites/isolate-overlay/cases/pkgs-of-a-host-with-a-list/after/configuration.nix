{ pkgs, pkgs-htop, ... }:
{
  environment.systemPackages = [ pkgs.ffmpeg pkgs-htop.htop ];
}
