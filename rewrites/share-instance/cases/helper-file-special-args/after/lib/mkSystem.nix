# This function creates a NixOS system.
{ nixpkgs, inputs, instances }:

name:
{ system, user }:

let
  unstable = instances.${system}.unstable;
in
nixpkgs.lib.nixosSystem {
  inherit system;
  specialArgs = { inherit inputs unstable user; };

  modules = [ ../machines/${name}.nix ];
}
