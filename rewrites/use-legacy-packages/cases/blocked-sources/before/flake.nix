{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";
    mine.url = "github:someone/nixpkgs/patched";
    plain = {
      url = "github:NixOS/nixpkgs/nixos-25.05";
      flake = false;
    };
    below.url = "github:NixOS/nixpkgs?dir=lib";
  };

  outputs =
    { nixpkgs, mine, plain, below, ... }:
    let
      system = "x86_64-linux";
      patched = (import mine { inherit system; }).applyPatches {
        src = nixpkgs;
        patches = [ ];
      };
    in
    {
      packages.${system} = {
        plain = (import plain { inherit system; }).hello;
        below = (import below { inherit system; }).hello;
        patched = (import patched { inherit system; }).hello;
        fetched = (import (builtins.fetchTarball "https://github.com/NixOS/nixpkgs/archive/nixos-25.05.tar.gz") { inherit system; }).hello;
      };
    };
}
