{ instances
, system ? "x86_64-linux"
, pkgs ? instances.${system}.pkgs
}:
pkgs.symlinkJoin { name = "term"; paths = [ pkgs.kitty ]; }
