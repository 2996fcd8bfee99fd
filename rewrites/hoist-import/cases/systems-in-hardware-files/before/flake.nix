{
  description = "Two machines";

  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
    agenix.url = "github:ryantm/agenix";
  };

  outputs = { self, nixpkgs, ... }@inputs:
    let
      specialArgs = { inherit inputs; };
    in
    {
      nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
        inherit specialArgs;
        modules = [ ./hosts/desk ./modules/editors.nix ./modules/secrets.nix ];
      };
      nixosConfigurations.pi = nixpkgs.lib.nixosSystem {
        inherit specialArgs;
        modules = [ ./hosts/pi ./modules/editors.nix ./modules/secrets.nix ];
      };
    };
}
