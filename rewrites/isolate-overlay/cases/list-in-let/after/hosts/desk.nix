{ pkgs, pkgs-ffmpeg, ... }:
{
  environment.systemPackages = with pkgs; [
    pkgs-ffmpeg.ffmpeg
    curl
    git
    htop
    tmux
  ];
}
