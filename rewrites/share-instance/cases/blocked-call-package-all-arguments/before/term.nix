{ symlinkJoin, nixpkgs-unstable, ... }:
let
  unstable = import nixpkgs-unstable { system = "x86_64-linux"; };
in
symlinkJoin { name = "term"; paths = [ unstable.kitty ]; }
