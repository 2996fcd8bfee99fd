{ pkgs, pkgs-ffmpeg, ... }:
{
  nixpkgs.config.allowUnfree = true;
  environment.systemPackages = [ pkgs-ffmpeg.ffmpeg pkgs.git ];
}
