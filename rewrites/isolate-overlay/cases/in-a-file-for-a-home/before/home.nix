{ pkgs, ... }:
{
  home.packages = with pkgs; [
    mpv
    ripgrep
  ];
  programs.mpv.package = pkgs.mpv;
}
