{ pkgs, ... }:
{
  imports = [ ./moved-away.nix ];
  environment.systemPackages = [ pkgs.git ];
}
