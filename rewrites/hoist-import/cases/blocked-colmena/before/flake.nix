{
  description = "A machine, and the same by colmena, whose meta is put together by code";

  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
    colmena.url = "github:zhaofengli/colmena";
  };

  outputs = { self, nixpkgs, colmena, ... }@inputs: {
    nixosConfigurations.box = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      specialArgs = { inherit inputs; };
      modules = [ ./modules/editors.nix ];
    };

    colmenaHive = colmena.lib.makeHive {
      meta = builtins.removeAttrs {
        nixpkgs = import nixpkgs { system = "x86_64-linux"; };
        specialArgs = builtins.removeAttrs { inherit inputs self; } [ "self" ];
        network = "home";
      } [ "network" ];
      box.imports = [ ./modules/editors.nix ];
    };
  };
}
