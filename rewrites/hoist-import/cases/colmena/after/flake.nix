{
  description = "A machine, and the same by colmena";

  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = { self, nixpkgs, ... }@inputs:
  let
    pkgs-unstable = import inputs.nixpkgs-unstable { system = "x86_64-linux"; };
  in
  {
    nixosConfigurations.box = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      specialArgs = { inherit pkgs-unstable; };
      modules = [ ./modules/editors.nix ];
    };

    colmena = {
      meta = {
        nixpkgs = import nixpkgs { system = "x86_64-linux"; };
        specialArgs = { inherit pkgs-unstable; };
      };

      box = { name, ... }: {
        networking.hostName = name;
        imports = [ ./modules/editors.nix ];
      };
      cellar = ./cellar.nix;
    };
  };
}
