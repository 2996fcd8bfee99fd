{ pkgs, pkgs-ffmpeg, ... }:
{
  environment.systemPackages = with pkgs; [
    pkgs-ffmpeg.ffmpeg
    htop
  ];
}
