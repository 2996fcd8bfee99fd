{
  description = "Two machines";

  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
    agenix.url = "github:ryantm/agenix";
  };

  outputs = { self, nixpkgs, ... }@inputs:
    let
      lib = import ./lib { inherit inputs unstable; };
      unstable = import inputs.nixpkgs-unstable { system = "x86_64-linux"; };
    in
    {
      nixosConfigurations = {
        desk = lib.mkHost { name = "desk"; };
        rack = lib.mkHost { name = "rack"; extra = [ ./modules/editors.nix ]; };
      };
    };
}
