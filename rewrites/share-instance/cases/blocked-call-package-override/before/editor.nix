{ symlinkJoin, source }:
let
  unstable = import source { system = "x86_64-linux"; };
in
symlinkJoin { name = "editor"; paths = [ unstable.helix ]; }
