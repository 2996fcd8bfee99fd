{ lib, symlinkJoin, stdenv, inputs, withServers ? true }:
let
  unstable = import inputs.nixpkgs-unstable {
    inherit (stdenv.hostPlatform) system;
  };
in
symlinkJoin {
  name = "editor";
  paths = [ unstable.helix ] ++ lib.optionals withServers [ unstable.nil unstable.gopls ];
}
