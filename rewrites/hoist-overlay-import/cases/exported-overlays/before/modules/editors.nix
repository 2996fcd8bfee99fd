{ pkgs, ... }:
{
  environment.systemPackages = [ pkgs.git pkgs.unstable.helix ];
}
