{ pkgs, ... }: { home.packages = [ pkgs.helix ]; }
