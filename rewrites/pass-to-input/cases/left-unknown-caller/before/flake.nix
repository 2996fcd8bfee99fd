{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";
    shells = {
      url = "path:./shells";
      inputs.nixpkgs.follows = "nixpkgs";
    };
    stranger.url = "github:someone/stranger";
  };

  outputs =
    { nixpkgs, shells, stranger, ... }:
    {
      devShells.x86_64-linux.default = shells.lib.mkShell {
        system = "x86_64-linux";
        name = "default";
      };
      devShells.x86_64-linux.docs = shells.lib.mkShell {
        system = "x86_64-linux";
        name = "docs";
      };
      checks.x86_64-linux.all = stranger.lib.check shells.lib.mkShell;
    };
}
