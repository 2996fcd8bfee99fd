{ pkgs-stable, ... }: { home.packages = [ pkgs-stable.git ]; }
