{ pkgs, ... }:
{
  environment.systemPackages = [
    # Broken since.
    (import (pkgs.fetchFromGitHub {
      owner = "NixOS";
      repo = "nixpkgs";
      rev = "dc205f7fdf8b4f7b1b0a3e8d0c9b6a5f4e3d2c1b";
      hash = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    }) { inherit (pkgs.stdenv.hostPlatform) system; }).hello
  ];
}
