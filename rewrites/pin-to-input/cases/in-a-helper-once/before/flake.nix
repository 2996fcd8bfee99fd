{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    flake-utils.url = "github:numtide/flake-utils";
  };

  outputs = { nixpkgs, ... }@inputs: {
    packages.x86_64-linux = import ./packages.nix { inherit inputs; system = "x86_64-linux"; };
  };
}
