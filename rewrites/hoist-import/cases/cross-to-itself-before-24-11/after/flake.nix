{
  description = "A desktop";

  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-23.05";
  };

  outputs = { self, nixpkgs, ... }@inputs:
  let
    old-cross = import inputs.nixpkgs-unstable {
      system = "x86_64-linux";
      crossSystem = "x86_64-linux";
    };
    old = import inputs.nixpkgs-unstable {
      system = "x86_64-linux";
    };
  in
  {
    nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      specialArgs = { inherit old-cross old; };
      modules = [
        ./a.nix
        ./b.nix
        ./c.nix
      ];
    };
  };
}
