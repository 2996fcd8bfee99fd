{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = inputs@{ self, nixpkgs, ... }:
  let
    instances = nixpkgs.lib.genAttrs nixpkgs.lib.systems.flakeExposed (system: {
      unstable = import inputs.nixpkgs-unstable {
        inherit system;
        config.allowUnfree = true; # obsidian
      };
    });
  in
  {
    nixosConfigurations = {
      north = nixpkgs.lib.nixosSystem {
        modules = [
          ./hosts/north.nix
          { nixpkgs.overlays = import ./overlays (inputs // { inherit instances; }); }
        ];
      };
      south = nixpkgs.lib.nixosSystem {
        modules = [
          ./hosts/south.nix
          { nixpkgs.overlays = import ./overlays (inputs // { inherit instances; }); }
        ];
      };
    };
  };
}
