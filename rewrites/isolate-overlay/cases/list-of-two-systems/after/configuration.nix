{ pkgs, pkgs-ffmpeg, ... }:
{
  environment.systemPackages = [ pkgs-ffmpeg.ffmpeg pkgs.git ];
}
