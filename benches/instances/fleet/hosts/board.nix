{ pkgs, ... }:
{
  imports = [
    ../modules/tools.nix
    ../modules/versions.nix
  ];
  environment.systemPackages = [ pkgs.busybox ];
}
