{
  description = "A machine, and machines that another flake makes of the same folder";

  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
    foundry.url = "github:acme/foundry";
  };

  outputs = { self, nixpkgs, foundry, ... }@inputs: {
    nixosConfigurations.box = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      specialArgs = { inherit inputs; };
      modules = [ ./modules/editors.nix ];
    };

    machines = foundry.lib.mkMachines {
      modules = ./modules;
      args = { inherit inputs; };
    };
  };
}
