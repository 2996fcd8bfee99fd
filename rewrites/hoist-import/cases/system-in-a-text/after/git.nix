{ instances, pkgs, ... }:
let
  unstable = instances.${pkgs.stdenv.hostPlatform.system}.unstable;
in
{
  environment.systemPackages = [ unstable.git ];
}
