{ pkgs, inputs }:
let
  pkgs-unstable = import inputs.nixpkgs-unstable { system = "x86_64-linux"; };
in
pkgs.mkShell { packages = [ pkgs-unstable.just ]; }
