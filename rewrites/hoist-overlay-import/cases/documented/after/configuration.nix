{ pkgs, ... }:
{
  environment.systemPackages = [ pkgs.unstable.helix ];
}
