args@{ symlinkJoin, inputs, ... }:
let
  pkgs-unstable = import inputs.nixpkgs-unstable { system = "x86_64-linux"; };
in
symlinkJoin {
  inherit (args) name;
  paths = [ pkgs-unstable.jq pkgs-unstable.just ];
}
