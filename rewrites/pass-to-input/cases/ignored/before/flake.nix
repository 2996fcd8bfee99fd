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
    {
      devShells.x86_64-linux.default = shells.lib.mkShell {
        system = "x86_64-linux";
        name = "default";
      };
      devShells.x86_64-linux.docs = shells.lib.mkShell {
        system = "x86_64-linux";
        name = "docs";
      };
    };
}
