{ pkgs, ... }:
{
  imports = [
    ../modules/tools.nix
    ../modules/versions.nix
    ../modules/patched.nix
    ../modules/firmware.nix
  ];
  environment.systemPackages = [ pkgs.git ];
}
