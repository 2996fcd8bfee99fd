{ pkgs, instances, ... }:
let
  unstable = instances.${pkgs.stdenv.hostPlatform.system}.unstable;
in
{
  environment.systemPackages = [ pkgs.git unstable.helix ];
}
