{
  description = "Two machines";

  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
    agenix.url = "github:ryantm/agenix";
  };

  outputs = { self, nixpkgs, ... }@inputs:
  let
    instances = nixpkgs.lib.genAttrs [ "aarch64-linux" "x86_64-linux" ] (system: {
      pkgs-unstable = import inputs.nixpkgs-unstable {
        # same channel everywhere
        inherit system;
        config.allowUnfree = true;
      };
    });
  in
  {
    nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      specialArgs = { inherit inputs; inherit (instances.x86_64-linux) pkgs-unstable; };
      modules = [ ./modules/editors.nix ./modules/secrets.nix ];
    };
    nixosConfigurations.lap = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      specialArgs = { inherit inputs; inherit (instances.x86_64-linux) pkgs-unstable; };
      modules = [ ./modules/editors.nix ./modules/secrets.nix ];
    };
    nixosConfigurations.pi = nixpkgs.lib.nixosSystem {
      system = "aarch64-linux";
      specialArgs = {
        inherit inputs;
        board = "rpi4";
        inherit (instances.aarch64-linux) pkgs-unstable;
      };
      modules = [ ./modules/editors.nix ./modules/secrets.nix ./pi.nix ];
    };
  };
}
