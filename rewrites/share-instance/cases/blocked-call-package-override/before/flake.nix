{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
    nixpkgs-master.url = "github:NixOS/nixpkgs/master";
  };

  outputs = { self, nixpkgs, nixpkgs-unstable, nixpkgs-master }:
    let
      pkgs = import nixpkgs {
        system = "x86_64-linux";
        overlays = [
          (final: prev: {
            editor = final.callPackage ./editor.nix { source = nixpkgs-unstable; };
            editor-new = final.editor.override { source = nixpkgs-master; };
          })
        ];
      };
    in
    {
      packages.x86_64-linux = { inherit (pkgs) editor editor-new; };
      devShells.x86_64-linux.default = import ./shell.nix { inherit pkgs nixpkgs-unstable; };
    };
}
