{ pkgs, ... }:
{
  home.username = "ada";
  home.homeDirectory = "/home/ada";
  home.stateVersion = "24.05";
  home.packages = with pkgs; [ ffmpeg htop git curl tmux ];
}
