{ pkgs, ... }:
{
  nixpkgs.overlays = [
    (final: prev: { ffmpeg = prev.ffmpeg.override { withUnfree = true; }; })
    (final: prev: { mpv = prev.mpv.override { inherit (final) ffmpeg; }; })
  ];
  environment.systemPackages = [ pkgs.ffmpeg pkgs.mpv ];
}
