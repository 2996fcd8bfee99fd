{ pkgs, ... }:
{
  environment.systemPackages = [ pkgs.helix ];
}
