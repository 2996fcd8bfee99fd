{ pkgs, ... }:
let
  pinned = import (builtins.fetchTree {
    type = "github";
    owner = "NixOS";
    repo = "nixpkgs";
    rev = "0123456789abcdef0123456789abcdef01234567";
  }) { inherit (pkgs) system; };
in
{
  environment.systemPackages = [ pinned.helix ];
}
