{ config, pkgs, ... }:
{
  nixpkgs.config.cudaSupport = config.hardware.nvidia.enabled;
  nixpkgs.overlays = [ (final: prev: { ffmpeg = prev.ffmpeg.override { withUnfree = true; }; }) ];
  environment.systemPackages = [ pkgs.ffmpeg ];
}
