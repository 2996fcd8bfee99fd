{ pkgs, ... }:
{
  nixpkgs.overlays = [
    (final: prev: if prev.stdenv.hostPlatform.system == "x86_64-linux" then import ./linux.nix prev else { })
    (final: prev: { ffmpeg = prev.ffmpeg.override { withUnfree = true; }; })
  ];
  environment.systemPackages = [ pkgs.ffmpeg pkgs.curl pkgs.git pkgs.htop pkgs.tmux ];
}
