{ pkgs, pkgs-ffmpeg, ... }:
{
  nixpkgs.overlays = [
    (final: prev: if prev.stdenv.hostPlatform.system == "x86_64-linux" then import ./linux.nix prev else { })
  ];
  environment.systemPackages = [ pkgs-ffmpeg.ffmpeg pkgs.curl pkgs.git pkgs.htop pkgs.tmux ];
}
