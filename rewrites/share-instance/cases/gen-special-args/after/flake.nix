{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = inputs@{ self, nixpkgs, nixpkgs-unstable, ... }: let
    inherit (nixpkgs) lib;
    genSpecialArgs = system:
      inputs
      // {
        pkgs-unstable = instances.${system}.pkgs-unstable;
        pkgs-old = instances.${system}.pkgs-old;
      };
    instances = lib.genAttrs ["aarch64-linux" "x86_64-linux"] (system: {
      pkgs-unstable = import nixpkgs-unstable {
        inherit system; # refer to the `system` parameter from outer scope recursively
        # To use chrome, we need to allow the installation of non-free software
        config.allowUnfree = true;
      };
      pkgs-old = import nixpkgs {
        inherit system;
        config.allowUnfree = true;
      };
    });
  in {
    nixosConfigurations = {
      ai = lib.nixosSystem {
        system = "x86_64-linux";
        specialArgs = genSpecialArgs "x86_64-linux";
        modules = [./ai.nix];
      };
      shoukei = lib.nixosSystem {
        system = "x86_64-linux";
        specialArgs = genSpecialArgs "x86_64-linux";
        modules = [./ai.nix];
      };
      suzu = lib.nixosSystem {
        system = "aarch64-linux";
        specialArgs = genSpecialArgs "aarch64-linux";
        modules = [./ai.nix];
      };
    };
  };
}
