{
  description = "Two machines";

  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
    agenix.url = "github:ryantm/agenix";
  };

  outputs = { self, nixpkgs, ... }@inputs:
    let
      inherit (nixpkgs) lib;

      mkHost = hostname: lib.nixosSystem {
        specialArgs = { inherit inputs hostname; };
        modules = [
          ./hosts/${hostname}
          ./modules/editors.nix
          { networking.hostName = hostname; }
        ];
      };
    in
    {
      nixosConfigurations = {
        desk = mkHost "desk";
        rack = mkHost "rack";
      };
    };
}
