{
  description = "Two machines";

  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
    foundry.url = "github:acme/foundry";
  };

  outputs = { self, nixpkgs, foundry, ... }@inputs:
  let
    instances = nixpkgs.lib.genAttrs nixpkgs.lib.systems.flakeExposed (system: {
      unstable = import inputs.nixpkgs-unstable { inherit system; };
    });
  in
  {
    nixosConfigurations.box = nixpkgs.lib.nixosSystem {
      specialArgs = { inherit instances; };
      modules = [
        ./modules/editors.nix
        { nixpkgs.hostPlatform = foundry.lib.platform; }
      ];
    };
  };
}
