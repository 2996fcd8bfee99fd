{ pkgs, ... }: { home.packages = [ pkgs.git ]; }
