{ pkgs, ... }:
{
  environment.systemPackages = [ pkgs.ffmpeg pkgs.git ];
}
