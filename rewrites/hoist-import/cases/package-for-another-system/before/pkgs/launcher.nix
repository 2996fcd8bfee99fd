{ symlinkJoin, stdenv, inputs }:
let
  unstable = import inputs.nixpkgs-unstable { inherit (stdenv.hostPlatform) system; };
in
symlinkJoin {
  name = "launcher";
  paths = [ unstable.steam ];
}
