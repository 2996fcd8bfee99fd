{ pkgs-unstable, ... }:
{
  environment.systemPackages = [ pkgs-unstable.helix ];
}
