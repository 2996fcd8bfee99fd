{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";
    shells = {
      url = "path:./shells";
      inputs.nixpkgs.follows = "nixpkgs";
    };
  };

  outputs =
    { nixpkgs, shells, ... }:
    let
      pkgs-overlaid = import nixpkgs {
        system = "x86_64-linux";
        overlays = [ (import ./shells/overlay.nix) ];
      };
    in
    {
      devShells.x86_64-linux.default = shells.lib.mkShell {
        system = "x86_64-linux";
        name = "default";
        pkgs = pkgs-overlaid;
      };
      devShells.x86_64-linux.docs = shells.lib.mkShell {
        system = "x86_64-linux";
        name = "docs";
        pkgs = pkgs-overlaid;
      };
    };
}
