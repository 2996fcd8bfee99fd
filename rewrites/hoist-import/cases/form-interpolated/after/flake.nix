{
  description = "Two machines";

  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
    agenix.url = "github:ryantm/agenix";
  };

  outputs = { self, nixpkgs, ... }@inputs:
    let
      system = "x86_64-linux";
      edge = import "${inputs.nixpkgs-unstable}" {
        inherit system;
        # nothing unfree here
        config = { };
      };
    in
    {
      nixosConfigurations.box = nixpkgs.lib.nixosSystem {
        inherit system;
        specialArgs = { inherit inputs edge; };
        modules = [
          ./modules/secrets.nix
          ./modules/tools.nix
        ];
      };
    };
}
