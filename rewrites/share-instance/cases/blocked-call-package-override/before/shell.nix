{ pkgs, nixpkgs-unstable }:
let
  unstable = import nixpkgs-unstable { system = "x86_64-linux"; };
in
pkgs.mkShell { packages = [ unstable.kitty ]; }
