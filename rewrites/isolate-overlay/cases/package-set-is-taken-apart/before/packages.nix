{ mkShell, ffmpeg, ... }:
{
  player = mkShell { packages = [ ffmpeg ]; };
}
