{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";

  outputs = { self, nixpkgs }:
    let
      systems = [ "x86_64-linux" "aarch64-linux" ];
      eachSystem = nixpkgs.lib.genAttrs systems;
      instances = eachSystem (system: {
        pkgs = import nixpkgs { inherit system; };
      });
    in
    {
      nixosModules.default = ./module.nix;
      checks = eachSystem (system: {
        basic = import ./tests/basic.nix { inherit self instances system; };
        shell = import ./tests/shell.nix { inherit self instances system; };
      });
    };
}
