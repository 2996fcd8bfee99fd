{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";
    nixpkgs-stable.url = "github:NixOS/nixpkgs/nixos-24.11";
    microvm.url = "github:astro/microvm.nix";
  };

  outputs =
    { nixpkgs, ... }@inputs:
    {
      nixosConfigurations.server = nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        specialArgs = { inherit inputs; };
        modules = [
          inputs.microvm.nixosModules.host
          ./guests.nix
        ];
      };
    };
}
