{
  description = "A desktop";

  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = { self, nixpkgs, ... }@inputs:
  let
    unstable = import inputs.nixpkgs-unstable {
      system = "x86_64-linux";
      overlays = [ (import ./overlays.nix).jq (import ./overlays.nix).both ];
    };
    unstable-overlaid = import inputs.nixpkgs-unstable {
      system = "x86_64-linux";
      overlays = [ (import ./overlays.nix).both (import ./overlays.nix).jq ];
    };
  in
  {
    nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      specialArgs = { inherit unstable unstable-overlaid; };
      modules = [
        ./a.nix
        ./b.nix
        ./c.nix
      ];
    };
  };
}
