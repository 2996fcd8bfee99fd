{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = { self, nixpkgs, ... }@inputs:
    let
      pkgsOf = { system, nixpkgs ? inputs.nixpkgs }: import nixpkgs { inherit system; config.allowUnfree = true; };
    in
    {
      packages.x86_64-linux.a = (pkgsOf { system = "x86_64-linux"; }).hello;
      devShells.x86_64-linux.default = (pkgsOf { system = "x86_64-linux"; }).mkShell { name = "c"; };
    };
}
