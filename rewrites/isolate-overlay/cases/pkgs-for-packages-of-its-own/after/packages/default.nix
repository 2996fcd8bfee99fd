{ pkgs, pkgs-ffmpeg }:
{
  player = pkgs.mkShell { packages = [ pkgs-ffmpeg.ffmpeg ]; };
}
