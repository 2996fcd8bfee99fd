{ pkgs, lib, ... }:
let
  pinned = import (pkgs.fetchFromGitHub {
    owner = "NixOS";
    repo = "nixpkgs";
    rev = lib.fileContents pkgs.nixpkgs-rev;
    hash = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
  }) { inherit (pkgs) system; };
in
{
  environment.systemPackages = [ pkgs.git pinned.terraform ];
}
