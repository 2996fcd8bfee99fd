{ pkgs, ... }:
let
  # The last one with the old release.
  oldPkgs = import (builtins.fetchTarball {
    url = "https://github.com/NixOS/nixpkgs/archive/dc205f7fdf8b4f7b1b0a3e8d0c9b6a5f4e3d2c1b.tar.gz";
    sha256 = "0000000000000000000000000000000000000000000000000000";
  }) { inherit (pkgs.stdenv.hostPlatform) system; };
in
{
  environment.systemPackages = [ oldPkgs.hello pkgs.git ];
}
