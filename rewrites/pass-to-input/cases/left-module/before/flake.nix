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
      nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        modules = [ shells.nixosModules.default ];
      };
      nixosConfigurations.lap = nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        modules = [ shells.nixosModules.default ];
      };
    };
}
