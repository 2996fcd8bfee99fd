{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = { self, nixpkgs, ... }@inputs:
    let
      system = "x86_64-linux";
      pkgs = nixpkgs.legacyPackages.${system};
    in
    {
      packages.${system} = nixpkgs.lib.packagesFromDirectoryRecursive {
        callPackage = nixpkgs.lib.callPackageWith (pkgs // { inherit inputs; });
        directory = ./pkgs;
      };
    };
}
