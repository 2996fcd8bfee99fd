{ pkgs, ... }:
{
  nixpkgs.config.allowUnfree = true;
  nixpkgs.overlays = [ (final: prev: { ffmpeg = prev.ffmpeg.override { withUnfree = true; }; }) ];
  environment.systemPackages = [ pkgs.ffmpeg pkgs.git ];
}
