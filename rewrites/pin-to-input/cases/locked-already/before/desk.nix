{ pkgs, ... }:
let
  unstable = import (builtins.getFlake "github:NixOS/nixpkgs/dc205f7fdf8b4f7b1b0a3e8d0c9b6a5f4e3d2c1b") { inherit (pkgs.stdenv.hostPlatform) system; };
in
{
  environment.systemPackages = [ unstable.helix ];
}
