{ pkgs-ffmpeg, ... }:
{
  nixpkgs.overlays = import ./overlays.nix;
  environment.systemPackages = [ pkgs-ffmpeg.ffmpeg ];
}
