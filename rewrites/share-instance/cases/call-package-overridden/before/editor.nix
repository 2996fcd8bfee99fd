{ symlinkJoin, source, name ? "editor" }:
let
  unstable = import source { system = "x86_64-linux"; };
in
symlinkJoin {
  inherit name;
  paths = [ unstable.helix ];
}
