{ symlinkJoin
, inputs
}:
let
  pkgs-unstable = import inputs.nixpkgs-unstable { system = "x86_64-linux"; };
in
symlinkJoin {
  name = "editor";
  paths = [ pkgs-unstable.helix ];
}
