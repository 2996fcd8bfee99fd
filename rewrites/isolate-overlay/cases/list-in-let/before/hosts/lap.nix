{ pkgs, lib, overlays, ... }:
{
  nixpkgs.overlays = lib.mkBefore (overlays ++ [ (final: prev: { git = prev.git.override { withGui = true; }; }) ]);
  environment.systemPackages = [ pkgs.ffmpeg pkgs.curl pkgs.git pkgs.tmux ];
}
