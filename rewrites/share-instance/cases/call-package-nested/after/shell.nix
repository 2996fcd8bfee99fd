{ pkgs, pkgs-unstable }:
pkgs.mkShell { packages = [ pkgs-unstable.just ]; }
