{ pkgs, unstable, ... }:
{
  environment.systemPackages = [ pkgs.git unstable.helix ];
}
