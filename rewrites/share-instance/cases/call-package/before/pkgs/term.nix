{ symlinkJoin, stdenv, nixpkgs-unstable, ... }:
let
  unstable = import nixpkgs-unstable { inherit (stdenv.hostPlatform) system; };
in
symlinkJoin {
  name = "term";
  paths = [ unstable.git ];
}
