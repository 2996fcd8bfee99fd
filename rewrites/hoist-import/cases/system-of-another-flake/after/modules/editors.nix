{ pkgs, instances, ... }:
let
  unstable = instances.${pkgs.system}.unstable;
in
{
  environment.systemPackages = [ pkgs.git unstable.helix ];
}
