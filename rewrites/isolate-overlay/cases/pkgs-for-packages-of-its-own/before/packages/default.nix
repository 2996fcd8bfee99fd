{ pkgs }:
{
  player = pkgs.mkShell { packages = [ pkgs.ffmpeg ]; };
}
