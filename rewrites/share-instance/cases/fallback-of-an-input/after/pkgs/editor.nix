{ instances, pkgs ? instances.x86_64-linux.pkgs }:
pkgs.symlinkJoin { name = "editor"; paths = [ pkgs.helix ]; }
