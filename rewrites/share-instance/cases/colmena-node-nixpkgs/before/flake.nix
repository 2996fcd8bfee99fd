{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    colmena.url = "github:zhaofengli/colmena";
  };

  outputs = { self, nixpkgs, colmena }: {
    colmenaHive = colmena.lib.makeHive {
      meta = {
        nixpkgs = import nixpkgs {
          system = "x86_64-linux";
          overlays = [ ];
        };
        nodeNixpkgs = {
          pi = import nixpkgs { system = "aarch64-linux"; };
          pine = import nixpkgs { system = "aarch64-linux"; };
        };
      };
      web = { pkgs, ... }: { environment.systemPackages = [ pkgs.git ]; };
      pi = ./pi.nix;
      pine = ./pi.nix;
    };

    devShells.x86_64-linux.default =
      let
        pkgs = import nixpkgs {
          system = "x86_64-linux";
          overlays = [ ];
        };
      in
      pkgs.mkShell { packages = [ pkgs.git ]; };
  };
}
