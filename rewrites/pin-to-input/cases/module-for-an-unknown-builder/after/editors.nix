{ pkgs-old }:
{ ... }:
{
  environment.systemPackages = [ pkgs-old.helix ];
}
