{ symlinkJoin, stdenv, instances }:
let
  unstable = instances.${stdenv.hostPlatform.system}.unstable;
in
symlinkJoin {
  name = "launcher";
  paths = [ unstable.steam ];
}
