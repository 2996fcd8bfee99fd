{ pkgs-unstable, pkgs, ... }: {
  programs.firefox.package = pkgs-unstable.firefox;
  environment.systemPackages = [ pkgs.git ];
}
