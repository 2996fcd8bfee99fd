{ symlinkJoin, inputs }:
let
  unstable = import inputs.nixpkgs-unstable { system = "x86_64-linux"; };
in
symlinkJoin {
  name = "term";
  paths = [ unstable.helix ];
}
