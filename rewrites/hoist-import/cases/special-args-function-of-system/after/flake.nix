{
  description = "Two machines";

  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
    agenix.url = "github:ryantm/agenix";
  };

  outputs = { self, nixpkgs, ... }@inputs:
    let
      lib = nixpkgs.lib;
      specialArgsFor = system: {
        inherit inputs;
        isArm = lib.hasPrefix "aarch64" system;
        inherit (instances.${system}) unstable;
      };
      instances = lib.genAttrs [ "aarch64-linux" "x86_64-linux" ] (system: {
        unstable = import inputs.nixpkgs-unstable { inherit system; };
      });
    in
    {
      nixosConfigurations.desk = lib.nixosSystem {
        system = "x86_64-linux";
        specialArgs = specialArgsFor "x86_64-linux";
        modules = [ ./modules/editors.nix ./modules/secrets.nix ];
      };
      nixosConfigurations.pi = lib.nixosSystem {
        system = "aarch64-linux";
        specialArgs = specialArgsFor "aarch64-linux";
        modules = [ ./modules/editors.nix ./modules/secrets.nix ./pi.nix ];
      };
    };
}
