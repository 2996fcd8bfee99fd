{ inputs, pkgs, ... }: {
  programs.firefox.package = (import inputs.nixpkgs-unstable.outPath { inherit (pkgs) system; }).firefox;
  environment.systemPackages = [ pkgs.git ];
}
