{ pkgs, pkgs-ffmpeg, ... }:
{
  environment.systemPackages = [ pkgs-ffmpeg.ffmpeg pkgs.git pkgs.curl pkgs.tmux ];
}
