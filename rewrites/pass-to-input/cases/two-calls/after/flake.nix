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
      pkgs-unfree = import nixpkgs {
        system = "x86_64-linux";
        config.allowUnfree = true;
      };
    in
    {
      devShells.x86_64-linux.default = shells.lib.mkShell {
        system = "x86_64-linux";
        name = "default";
        pkgs = pkgs-unfree;
      };
      devShells.x86_64-linux.docs = shells.lib.mkShell {
        system = "x86_64-linux";
        name = "docs";
        pkgs = pkgs-unfree;
      };
    };
}
