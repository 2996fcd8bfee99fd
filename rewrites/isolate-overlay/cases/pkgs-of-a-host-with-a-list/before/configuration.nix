{ pkgs, ... }:
{
  nixpkgs.overlays = [ (final: prev: { htop = prev.htop.override { withSensors = true; }; }) ];
  environment.systemPackages = [ pkgs.ffmpeg pkgs.htop ];
}
