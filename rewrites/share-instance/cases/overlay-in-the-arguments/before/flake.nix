{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
    home-manager.url = "github:nix-community/home-manager/release-24.11";
  };

  outputs =
    { self, nixpkgs, ... }@inputs:
    let
      overlays = [ (_final: prev: { greeting = prev.hello; }) ];
      lib = import ./lib { inherit inputs overlays; };
    in
    {
      homeConfigurations = lib.mkHomes {
        desk = "x86_64-linux";
        pad = "x86_64-linux";
        pi = "aarch64-linux";
      };
    };
}
