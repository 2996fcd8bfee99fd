{ pkgs, pkgs-mpv, ... }:
{
  home.packages = with pkgs; [
    pkgs-mpv.mpv
    ripgrep
  ];
  programs.mpv.package = pkgs-mpv.mpv;
}
