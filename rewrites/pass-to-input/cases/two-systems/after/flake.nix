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
      forAllSystems = nixpkgs.lib.genAttrs [
        "x86_64-linux"
        "aarch64-linux"
      ];
      instances = forAllSystems (system: {
        pkgs = import nixpkgs {
          inherit system;
          config.allowUnfree = true;
        };
      });
    in
    {
      devShells = forAllSystems (system: {
        default = shells.lib.mkShell {
          inherit system;
          name = "default";
          inherit (instances.${system}) pkgs;
        };
        docs = shells.lib.mkShell {
          inherit system;
          name = "docs";
          inherit (instances.${system}) pkgs;
        };
      });
    };
}
