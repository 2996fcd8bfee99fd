{ lib, symlinkJoin, stdenv, instances, withServers ? true }:
let
  unstable = instances.${stdenv.hostPlatform.system}.unstable;
in
symlinkJoin {
  name = "editor";
  paths = [ unstable.helix ] ++ lib.optionals withServers [ unstable.nil unstable.gopls ];
}
