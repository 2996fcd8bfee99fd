{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = { self, nixpkgs, ... }@inputs: {
    packages.x86_64-linux = import ./packages.nix { inherit inputs; system = "x86_64-linux"; };
    devShells.x86_64-linux = import ./shells.nix { inherit inputs; system = "x86_64-linux"; };
  };
}
