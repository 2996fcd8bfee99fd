{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = { self, nixpkgs, ... }@inputs: let
    config = { allowBroken = true; };
  in {
    packages.x86_64-linux = import ./packages.nix { inherit inputs; system = "x86_64-linux"; };
    devShells.x86_64-linux = import ./shells.nix { inherit inputs; system = "x86_64-linux"; };
    checks.x86_64-linux.a = (import nixpkgs { inherit config; system = "x86_64-linux"; }).hello;
  };
}
