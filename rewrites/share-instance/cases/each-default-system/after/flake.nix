{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";
    flake-utils.url = "github:numtide/flake-utils";
  };

  outputs = { self, nixpkgs, flake-utils }:
    let
      instances = nixpkgs.lib.genAttrs [ "aarch64-darwin" "aarch64-linux" "x86_64-darwin" "x86_64-linux" ] (system: {
        pkgs = import nixpkgs { inherit system; config.allowUnfree = true; };
      });
    in
    flake-utils.lib.eachDefaultSystem (system:
      let
        pkgs = instances.${system}.pkgs;
      in
      {
        packages.default = pkgs.hello;
        devShells.default = pkgs.mkShell { packages = [ pkgs.git ]; };
        formatter = instances.${system}.pkgs.nixpkgs-fmt;
      });
}
