{ pkgs, ... }:
let
  old = import (fetchTarball {
    # The last one with terraform under the MPL.
    url = "https://github.com/NixOS/nixpkgs/archive/dc205f7fdf8b4f7b1b0a3e8d0c9b6a5f4e3d2c1b.tar.gz"; # from nixhub
    sha256 = "0000000000000000000000000000000000000000000000000000";
  }) {
    inherit (pkgs.stdenv.hostPlatform) system;
    # It has no other licence.
    config.allowUnfree = true;
  };
in
{ environment.systemPackages = [ old.hello ]; }
