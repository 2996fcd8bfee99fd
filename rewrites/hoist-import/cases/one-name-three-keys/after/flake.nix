{
  description = "Two machines";

  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
    agenix.url = "github:ryantm/agenix";
  };

  outputs = { self, nixpkgs, ... }@inputs:
    let
      system = "x86_64-linux";
      unstable-cuda = import inputs.nixpkgs-unstable {
        inherit system;
        config.allowUnfree = true;
        config.cudaSupport = true;
      };
      unstable = import inputs.nixpkgs-unstable {
        inherit system;
        config.allowUnfree = true;
      };
      unstable-agenix = import inputs.nixpkgs-unstable {
        inherit system;
        config.allowUnfree = true;
        overlays = [ inputs.agenix.overlays.default ];
      };
    in
    {
      nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
        inherit system;
        specialArgs = { inherit unstable-cuda unstable unstable-agenix; };
        modules = [
          ./blender.nix
          ./games.nix
          ./secrets.nix
          ./tools.nix
        ];
      };
    };
}
