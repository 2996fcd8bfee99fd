{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = { self, nixpkgs, ... }@inputs: {
    overlays.default = import ./overlay.nix { inherit inputs; };
    nixosConfigurations.one = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      specialArgs = { inherit inputs; };
      modules = [ ./one.nix ];
    };
    packages.x86_64-linux.helix =
      (import nixpkgs {
        system = "x86_64-linux";
        overlays = [ (import ./overlay.nix { inherit inputs; }) ];
      }).unstable.helix;
  };
}
