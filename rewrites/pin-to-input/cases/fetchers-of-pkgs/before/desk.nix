{ pkgs, ... }:
let
  inherit (pkgs.stdenv.hostPlatform) system;
  zip = import (pkgs.fetchzip {
    url = "https://github.com/NixOS/nixpkgs/archive/1111111111111111111111111111111111111111.zip";
    hash = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
  }) { inherit system; };
  git = import (pkgs.fetchgit {
    url = "https://github.com/NixOS/nixpkgs";
    rev = "2222222222222222222222222222222222222222";
    hash = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
  }) { inherit system; };
in
{
  environment.systemPackages = [
    zip.hello
    git.git
  ];
}
