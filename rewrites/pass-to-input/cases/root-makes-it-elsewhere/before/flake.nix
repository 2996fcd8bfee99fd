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
      packages.x86_64-linux.default =
        (import nixpkgs {
          system = "x86_64-linux";
          config.allowUnfree = true;
        }).hello;
      devShells.x86_64-linux.default = shells.lib.mkShell {
        system = "x86_64-linux";
        name = "default";
      };
    };
}
