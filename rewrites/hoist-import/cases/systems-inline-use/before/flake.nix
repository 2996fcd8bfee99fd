{
  inputs.nixpkgs.url = "github:nixos/nixpkgs/nixos-24.11";
  inputs.nixpkgs-unstable.url = "github:nixos/nixpkgs/nixpkgs-unstable";

  outputs = inputs @ {nixpkgs, ...}: let
    mkHost = name:
      nixpkgs.lib.nixosSystem {
        specialArgs = {inherit inputs;};
        modules = [./hosts/${name}.nix ./common.nix];
      };
  in {
    nixosConfigurations.desk = mkHost "desk";
    nixosConfigurations.pi = mkHost "pi";
  };
}
