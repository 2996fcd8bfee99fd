{
  description = "Two machines";

  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
    foundry.url = "github:acme/foundry";
  };

  outputs = { self, nixpkgs, ... }@inputs: {
    nixosConfigurations.box = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      specialArgs = { inherit inputs; };
      modules = [ ./modules/editors.nix ];
    };

    nixosConfigurations.other = inputs.foundry.lib.mkMachine {
      system = "x86_64-linux";
      args = { inherit inputs; };
      modules = [ ./modules/editors.nix ];
    };
  };
}
