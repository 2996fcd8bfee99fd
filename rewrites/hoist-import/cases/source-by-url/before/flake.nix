{
  inputs.main.url = "github:nixos/nixpkgs/nixos-24.11";
  inputs.edge.url = "nixpkgs/nixos-unstable";
  inputs.nixpkgs-extra.url = "github:acme/nixpkgs-extra";

  outputs = { self, main, edge, nixpkgs-extra, ... }@inputs: {
    nixosConfigurations.box = main.lib.nixosSystem {
      system = "x86_64-linux";
      specialArgs = { inherit inputs; };
      modules = [ ./box.nix ];
    };
  };
}
