{ pkgs, ... }:
let
  nixpkgs-old = builtins.fetchTree { type = "github"; owner = "NixOS"; repo = "nixpkgs"; rev = "dc205f7fdf8b4f7b1b0a3e8d0c9b6a5f4e3d2c1b"; };
  old = import nixpkgs-old { inherit (pkgs.stdenv.hostPlatform) system; };
in
{ environment.systemPackages = [ old.hello ]; }
