{ pkgs, unstable, ... }:
{
  imports = [ ./desktop.nix ];
  environment.systemPackages = [ pkgs.git unstable.helix ];
}
