{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    colmena.url = "github:zhaofengli/colmena";
  };

  outputs = { self, nixpkgs, colmena }:
  let
    instances = nixpkgs.lib.genAttrs [ "aarch64-linux" "x86_64-linux" ] (system: {
      pkgs = import nixpkgs {
        inherit system;
        overlays = [ ];
      };
    });
  in
  {
    colmenaHive = colmena.lib.makeHive {
      meta = {
        nixpkgs = instances.x86_64-linux.pkgs;
        nodeNixpkgs = {
          pi = instances.aarch64-linux.pkgs;
          pine = instances.aarch64-linux.pkgs;
        };
      };
      web = { pkgs, ... }: { environment.systemPackages = [ pkgs.git ]; };
      pi = ./pi.nix;
      pine = ./pi.nix;
    };

    devShells.x86_64-linux.default =
      let
        pkgs = instances.x86_64-linux.pkgs;
      in
      pkgs.mkShell { packages = [ pkgs.git ]; };
  };
}
