{ pkgs, ... }:
{
  nixpkgs.overlays = import ./overlays.nix;
  environment.systemPackages = [ pkgs.ffmpeg ];
}
