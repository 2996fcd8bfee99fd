{ pkgs, ... }: { environment.systemPackages = [ pkgs.btop ]; }
