{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = { self, nixpkgs, nixpkgs-unstable, ... }@inputs:
    let
      mkHost = system: modules: nixpkgs.lib.nixosSystem {
        inherit system modules;
        specialArgs.pkgs-unstable = import nixpkgs-unstable { inherit system; };
      };
    in
    {
      nixosConfigurations.desk = mkHost "x86_64-linux" [ ./all.nix ];
      nixosConfigurations.pi = mkHost "aarch64-linux" [ ./all.nix ];
    };
}
