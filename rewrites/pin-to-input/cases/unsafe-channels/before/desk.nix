{ pkgs, ... }:
let
  unstable = import <nixos-unstable> { inherit (pkgs.stdenv.hostPlatform) system; };
  free = import <nixpkgs> { inherit (pkgs.stdenv.hostPlatform) system; config.allowUnfree = false; };
in
{ environment.systemPackages = [ unstable.hello free.git ]; }
