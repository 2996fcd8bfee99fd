{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = { self, nixpkgs, nixpkgs-unstable, ... }:
    let
      systems = [ "x86_64-linux" "aarch64-linux" ];
      instances = nixpkgs.lib.genAttrs systems (system: {
        unstable = import nixpkgs-unstable { inherit system; };
      });
    in
    {
      packages = nixpkgs.lib.genAttrs systems (system:
        let
          pkgs = nixpkgs.legacyPackages.${system};
        in
        {
          editor = pkgs.callPackage ./pkgs/editor.nix { inherit instances; };
          term = pkgs.callPackage ./pkgs/term.nix { inherit instances; };
        });
    };
}
