{ symlinkJoin, stdenv, instances, ... }:
let
  unstable = instances.${stdenv.hostPlatform.system}.unstable;
in
symlinkJoin {
  name = "term";
  paths = [ unstable.git ];
}
