{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-dc205f7.url = "github:NixOS/nixpkgs/dc205f7fdf8b4f7b1b0a3e8d0c9b6a5f4e3d2c1b";
    flake-utils.url = "github:numtide/flake-utils";
  };

  outputs = { nixpkgs, ... }@inputs: {
    packages.x86_64-linux = import ./packages.nix { inherit inputs; system = "x86_64-linux"; };
  };
}
