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
      instances = nixpkgs.lib.genAttrs [ "aarch64-linux" "x86_64-linux" ] (system: {
        pkgs = import nixpkgs {
          inherit system;
          config.allowUnfree = true;
        };
      });
    in
    {
      devShells.x86_64-linux = {
        default = shells.lib.mkShell { system = "x86_64-linux"; name = "default"; inherit (instances.x86_64-linux) pkgs; };
        docs = shells.lib.mkShell { system = "x86_64-linux"; name = "docs"; inherit (instances.x86_64-linux) pkgs; };
      };
      devShells.aarch64-linux.default = shells.lib.mkShell { system = "aarch64-linux"; name = "default"; inherit (instances.aarch64-linux) pkgs; };
    };
}
