{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = { self, nixpkgs, ... }@inputs:
    let
      pkgsOf = { system, nixpkgs ? inputs.nixpkgs, config ? { } }: import nixpkgs { inherit system config; };
      pkgs-plain = import inputs.nixpkgs { system = "x86_64-linux"; config = { }; };
    in
    {
      packages.x86_64-linux.a = pkgs-plain.hello;
      packages.x86_64-linux.b = (pkgsOf { system = "x86_64-linux"; nixpkgs = inputs.nixpkgs-unstable; }).hello;
      devShells.x86_64-linux.default = pkgs-plain.mkShell { name = "c"; };
    };
}
