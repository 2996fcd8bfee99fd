{ lib, localSystem, ... }@args: import <nixpkgs/pkgs/stdenv/linux> args
