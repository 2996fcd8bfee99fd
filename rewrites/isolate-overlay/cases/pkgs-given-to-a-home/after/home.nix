{ pkgs, pkgs-ffmpeg, ... }:
{
  home.username = "ada";
  home.homeDirectory = "/home/ada";
  home.stateVersion = "24.05";
  home.packages = with pkgs; [ pkgs-ffmpeg.ffmpeg htop git curl tmux ];
}
