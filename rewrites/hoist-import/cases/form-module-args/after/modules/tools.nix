{ pkgs-unstable, pkgs, ... }:
{
  # every module below gets `unstable`
  _module.args.unstable = pkgs-unstable;
  imports = [ ./more.nix ];
  environment.systemPackages = [ pkgs.git ];
}
