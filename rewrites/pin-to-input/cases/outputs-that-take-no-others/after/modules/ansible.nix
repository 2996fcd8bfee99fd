{ pkgs, oldPkgs, ... }:
{
  environment.systemPackages = [ oldPkgs.hello pkgs.git ];
}
