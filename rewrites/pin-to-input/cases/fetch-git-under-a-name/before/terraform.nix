{ pkgs, ... }:
let
  nixpkgs-terraform = builtins.fetchGit {
    # Makes the store path easier to find.
    name = "terraform-1.5";
    url = "https://github.com/NixOS/nixpkgs/";
    ref = "refs/heads/nixpkgs-unstable";
    rev = "0123456789abcdef0123456789abcdef01234567";
  };
  pinned = import nixpkgs-terraform {
    inherit (pkgs.stdenv.hostPlatform) system;
    config.allowUnfree = true;
  };
in
{
  home.packages = [ pinned.hello ];
}
