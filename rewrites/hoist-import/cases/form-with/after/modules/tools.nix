{ pkgs-unstable, pkgs, ... }:
{
  environment.systemPackages = with pkgs-unstable; [
    kubectl
    k9s
  ];
  fonts.packages = [ pkgs.nerd-fonts.jetbrains-mono ];
}
