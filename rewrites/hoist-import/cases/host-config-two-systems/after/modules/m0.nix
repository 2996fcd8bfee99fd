{ pkgs-stable, ... }:
{
  environment.systemPackages = [ pkgs-stable.helix ];
}
