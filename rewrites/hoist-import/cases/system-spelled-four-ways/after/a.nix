{ unstable, pkgs, ... }:
{
  environment.systemPackages = [ pkgs.git unstable.helix ];
}
