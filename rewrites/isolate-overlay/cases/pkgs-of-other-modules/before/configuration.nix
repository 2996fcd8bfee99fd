{ pkgs, ... }:
{
  environment.systemPackages = [ pkgs.ffmpeg pkgs.git pkgs.curl pkgs.tmux ];
}
