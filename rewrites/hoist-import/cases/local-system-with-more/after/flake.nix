{
  description = "A desktop";

  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = { self, nixpkgs, ... }@inputs:
  let
    fast = import inputs.nixpkgs-unstable {
      localSystem = {
        system = "x86_64-linux";
        gcc.arch = "znver3";
        gcc.tune = "znver3";
      };
    };
    unstable = import inputs.nixpkgs-unstable {
      localSystem = { system = "x86_64-linux"; };
    };
  in
  {
    nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      specialArgs = { inherit fast unstable; };
      modules = [
        ./a.nix
        ./b.nix
        ./c.nix
      ];
    };
  };
}
