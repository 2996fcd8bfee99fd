{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };
  outputs =
    { nixpkgs, ... }@inputs:
    let
      mk =
        system:
        nixpkgs.lib.nixosSystem {
          inherit system;
          specialArgs = { inherit inputs; };
          modules = [
            ./overlays.nix
            ./git.nix
          ];
        };
    in
    {
      nixosConfigurations.one = mk "x86_64-linux";
      nixosConfigurations.two = mk "aarch64-linux";
    };
}
