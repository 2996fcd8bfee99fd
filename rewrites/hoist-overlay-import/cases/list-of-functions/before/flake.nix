{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = inputs@{ self, nixpkgs, ... }: {
    nixosConfigurations = {
      north = nixpkgs.lib.nixosSystem {
        modules = [
          ./hosts/north.nix
          { nixpkgs.overlays = import ./overlays inputs; }
        ];
      };
      south = nixpkgs.lib.nixosSystem {
        modules = [
          ./hosts/south.nix
          { nixpkgs.overlays = import ./overlays inputs; }
        ];
      };
    };
  };
}
