{ pkgs-ffmpeg, ... }:
{
  environment.systemPackages = [ pkgs-ffmpeg.ffmpeg ];
}
