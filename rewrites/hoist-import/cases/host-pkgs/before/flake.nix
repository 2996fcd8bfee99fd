{
  description = "Two machines";

  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
    agenix.url = "github:ryantm/agenix";
  };

  outputs = { self, nixpkgs, ... }@inputs: {
    nixosConfigurations.a = nixpkgs.lib.nixosSystem {
      specialArgs = { inherit inputs; };
      modules = [ ./pkgs.nix { networking.hostName = "a"; } ];
    };
    nixosConfigurations.b = nixpkgs.lib.nixosSystem {
      specialArgs = { inherit inputs; };
      modules = [ ./pkgs.nix { networking.hostName = "b"; } ];
    };
  };
}
