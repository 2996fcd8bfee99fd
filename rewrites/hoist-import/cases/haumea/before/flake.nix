{
  description = "Machines in a folder that haumea loads";

  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
    haumea.url = "github:nix-community/haumea";
  };

  outputs = { self, nixpkgs, haumea, ... }@inputs: {
    nixosConfigurations = haumea.lib.load {
      src = ./hosts;
      inputs = { inherit inputs; };
    };
  };
}
