{
  inputs.nixpkgs.url = "github:nixos/nixpkgs/nixos-24.11";
  inputs.nixpkgs-unstable.url = "github:nixos/nixpkgs/nixpkgs-unstable";

  outputs = inputs @ {nixpkgs, ...}: let
    mkHost = name:
      nixpkgs.lib.nixosSystem {
        specialArgs = {inherit instances;};
        modules = [./hosts/${name}.nix ./common.nix];
      };
    instances = nixpkgs.lib.genAttrs ["aarch64-linux" "x86_64-linux"] (system: {
      pkgs-unstable = import inputs.nixpkgs-unstable {inherit system;};
    });
  in {
    nixosConfigurations.desk = mkHost "desk";
    nixosConfigurations.pi = mkHost "pi";
  };
}
