{ pkgs, ... }: { environment.systemPackages = [ pkgs.kubectl-123.hello ]; }
