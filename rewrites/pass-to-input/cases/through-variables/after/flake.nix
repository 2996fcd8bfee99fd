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
      instances = nixpkgs.lib.genAttrs [ "x86_64-linux" ] (system: {
        pkgs = import nixpkgs {
          inherit system;
          config.allowUnfree = true;
        };
      });
    in
    {
      devShells.x86_64-linux.default = shellOf (common // { inherit (instances.${common.system}) pkgs; });
      devShells.x86_64-linux.docs = mkShell ((common // { name = "docs"; }) // { inherit (instances.${common.system}) pkgs; });
    };
}
