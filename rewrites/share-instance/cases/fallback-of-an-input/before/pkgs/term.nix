{ inputs
, system ? "x86_64-linux"
, pkgs ? import inputs.nixpkgs { inherit system; }
}:
pkgs.symlinkJoin { name = "term"; paths = [ pkgs.kitty ]; }
