{
  description = "Two machines";

  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
    agenix.url = "github:ryantm/agenix";
  };

  outputs = { self, nixpkgs, ... }@inputs: {
    nixosConfigurations = builtins.listToAttrs (map
      (name: {
        inherit name;
        value = nixpkgs.lib.nixosSystem {
          system = "x86_64-linux";
          specialArgs = { inherit inputs name; };
          modules = [ ./modules/editors.nix ./modules/secrets.nix ];
        };
      })
      [ "alpha" "beta" "gamma" ]);
  };
}
