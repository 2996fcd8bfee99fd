{ pkgs ? import <nixpkgs> { } }:
pkgs.symlinkJoin { name = "tool"; paths = [ pkgs.just ]; }
