{ pkgs, ... }:
{
  environment.systemPackages = with pkgs; [
    ffmpeg
    htop
  ];
}
