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
      inherit (shells.lib) mkShell;
      shellOf = mkShell;
      common = {
        system = "x86_64-linux";
        name = "default";
      };
    in
    {
      devShells.x86_64-linux.default = shellOf common;
      devShells.x86_64-linux.docs = mkShell (common // { name = "docs"; });
    };
}
