{
  description = "A desktop and a board";

  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = {nixpkgs, ...} @ inputs: let
    mkHost = system:
      nixpkgs.lib.nixosSystem {
        inherit system;
        specialArgs = {inherit (instances.${system}) unstable;};
        modules = [
          ./tools.nix
        ];
      };
    instances = nixpkgs.lib.genAttrs ["aarch64-linux" "x86_64-linux"] (system: {
      unstable = import inputs.nixpkgs-unstable {inherit system;};
    });
  in {
    nixosConfigurations.desk = mkHost "x86_64-linux";
    nixosConfigurations.board = mkHost "aarch64-linux";
  };
}
