{
  description = "A desktop";

  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = { self, nixpkgs, ... }@inputs:
  let
    cross = import inputs.nixpkgs-unstable {
      system = "x86_64-linux";
      crossSystem = inputs.nixpkgs-unstable.lib.systems.examples.aarch64-multiplatform;
    };
  in
  {
    nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      specialArgs = { inherit cross; };
      modules = [
        ./pi.nix
        ./sd-image.nix
      ];
    };
  };
}
