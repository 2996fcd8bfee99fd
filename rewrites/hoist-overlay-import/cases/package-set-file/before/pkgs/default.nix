# Packages that nixpkgs has not.
{ pkgs ? import <nixpkgs> { }, inputs, ... }:
let
  old = import inputs.nixpkgs-old {
    inherit (pkgs) system;
    config.permittedInsecurePackages = [ "python-2.7.18" ];
  };
in
{
  builder = pkgs.callPackage ./builder.nix { inherit (old) python3; };
  notes = pkgs.callPackage ./notes.nix { };
}
