{
  description = "Two machines";

  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
    foundry.url = "github:acme/foundry";
  };

  outputs = { self, nixpkgs, foundry, ... }@inputs:
  let
    cudaPkgs = import inputs.nixpkgs { system = "x86_64-linux"; config.cudaSupport = true; };
  in
  {
    nixosConfigurations.box = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      specialArgs = foundry.lib.mkArgs inputs // { inherit cudaPkgs; };
      modules = [ ./modules/editors.nix ];
    };
  };
}
