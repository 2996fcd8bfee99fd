{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = { self, nixpkgs, nixpkgs-unstable, ... }: let
    system = "x86_64-linux";
    instances = nixpkgs.lib.genAttrs [ "aarch64-linux" ] (system: {
      pkgs-unstable = import nixpkgs-unstable { inherit system; };
    });
  in {
    nixosConfigurations.one = nixpkgs.lib.nixosSystem rec {
      system = "aarch64-linux";
      specialArgs.unstable = instances.${system}.pkgs-unstable;
      modules = [ ./all.nix ];
    };
    nixosConfigurations.two = nixpkgs.lib.nixosSystem rec {
      system = "aarch64-linux";
      specialArgs.unstable = instances.${system}.pkgs-unstable;
      modules = [ ./all.nix ];
    };
    packages.${system}.default = nixpkgs.legacyPackages.${system}.hello;
  };
}
