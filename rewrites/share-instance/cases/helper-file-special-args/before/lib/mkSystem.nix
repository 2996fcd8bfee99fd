# This function creates a NixOS system.
{ nixpkgs, inputs }:

name:
{ system, user }:

let
  unstable = import inputs.nixpkgs-unstable {
    inherit system;
    config.allowUnfree = true;
  };
in
nixpkgs.lib.nixosSystem {
  inherit system;
  specialArgs = { inherit inputs unstable user; };

  modules = [ ../machines/${name}.nix ];
}
