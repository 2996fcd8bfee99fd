{ inputs, pkgs, ... }:
{
  environment.systemPackages = with import inputs.nixpkgs-unstable { inherit (pkgs) system; }; [
    kubectl
    k9s
  ];
  fonts.packages = [ pkgs.nerd-fonts.jetbrains-mono ];
}
