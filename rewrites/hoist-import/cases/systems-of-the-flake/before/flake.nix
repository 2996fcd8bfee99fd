{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
  inputs.unstable.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs = { self, nixpkgs, ... }@inputs:
    let
      systems = [ "x86_64-linux" "aarch64-linux" "aarch64-darwin" ];
      forAllSystems = nixpkgs.lib.genAttrs systems;
      mkSystem = system: nixpkgs.lib.nixosSystem {
        inherit system;
        specialArgs = { inherit inputs; };
        modules = [ ./tools.nix ./web.nix ];
      };
    in
    {
      formatter = forAllSystems (system: nixpkgs.legacyPackages.${system}.hello);
      nixosConfigurations.desk = mkSystem "x86_64-linux";
      nixosConfigurations.board = mkSystem "aarch64-linux";
    };
}
