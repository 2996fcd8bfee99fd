{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
    parts.url = "github:someone/parts";
  };

  outputs =
    { nixpkgs, ... }@inputs:
    let
      system = "x86_64-linux";
    in
    {
      nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
        inherit system;
        specialArgs = { inherit inputs; };
        modules = [ ./bar.nix ];
      };

      # Which file it is, another flake says.
      packages.${system}.widget = import (./. + "/${inputs.parts.lib.favourite}.nix") {
        inherit inputs system;
      };
    };
}
