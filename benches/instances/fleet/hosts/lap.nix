{ pkgs, ... }:
{
  imports = [
    ../modules/tools.nix
    ../modules/versions.nix
    ../modules/patched.nix
  ];
  environment.systemPackages = [ pkgs.libxml2 ];
}
