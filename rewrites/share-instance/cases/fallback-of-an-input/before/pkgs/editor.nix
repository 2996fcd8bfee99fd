{ inputs, pkgs ? import inputs.nixpkgs { system = "x86_64-linux"; } }:
pkgs.symlinkJoin { name = "editor"; paths = [ pkgs.helix ]; }
