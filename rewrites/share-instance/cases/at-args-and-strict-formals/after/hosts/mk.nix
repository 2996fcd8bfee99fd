{ pkgs-unstable }:
{ inputs, lib }:
name:
lib.nixosSystem {
  system = "x86_64-linux";
  specialArgs = {
    unstable = pkgs-unstable;
  };
  modules = [ ./${name}.nix ];
}
