{ pkgs, ... }: { environment.systemPackages = [ pkgs.hello-old ]; }
