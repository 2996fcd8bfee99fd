{ pkgs, ... }:
let
  # It moves.
  unstable = import (fetchTarball "https://github.com/NixOS/nixpkgs/archive/nixos-unstable.tar.gz") { inherit (pkgs.stdenv.hostPlatform) system; };
in
{ environment.systemPackages = [ unstable.hello ]; }
