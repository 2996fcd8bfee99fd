{
  description = "A desktop and a board";

  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = { self, nixpkgs, ... }@inputs:
  let
    plain = import inputs.nixpkgs-unstable {
      system = "x86_64-linux";
    };
    instances = nixpkgs.lib.genAttrs [ "aarch64-linux" "x86_64-linux" ] (system: {
      lean = import inputs.nixpkgs-unstable {
        localSystem = {
          inherit system;
          useLLVM = true;
        };
      };
    });
  in
  {
    nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      specialArgs = { inherit plain; inherit (instances.x86_64-linux) lean; };
      modules = [
        ./a.nix
        ./b.nix
      ];
    };
    nixosConfigurations.pi = nixpkgs.lib.nixosSystem {
      system = "aarch64-linux";
      specialArgs = { inherit (instances.aarch64-linux) lean; };
      modules = [ ./a.nix ];
    };
  };
}
