# Packages that nixpkgs has not.
{ pkgs ? import <nixpkgs> { }, instances, ... }:
let
  old = instances.${pkgs.system}.old;
in
{
  builder = pkgs.callPackage ./builder.nix { inherit (old) python3; };
  notes = pkgs.callPackage ./notes.nix { };
}
