{ pkgs, ... }:
{
  environment.systemPackages = with pkgs; [
    ffmpeg
    curl
    git
    htop
    tmux
  ];
}
