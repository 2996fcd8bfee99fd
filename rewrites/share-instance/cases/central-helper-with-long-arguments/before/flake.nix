{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = { self, nixpkgs, nixpkgs-unstable, ... }@inputs:
    let
      mkPkgs = source: import source {
        system = "x86_64-linux";
        config = {
          allowUnfree = true;
          permittedInsecurePackages = [
            "openssl-1.1.1w"
            "python-2.7.18.8"
          ];
        };
      };
      host = modules: nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        specialArgs = {
          stable = mkPkgs nixpkgs;
          unstable = mkPkgs nixpkgs-unstable;
        };
        inherit modules;
      };
    in
    {
      nixosConfigurations.desk = host [ ./all.nix ];
      nixosConfigurations.lap = host [ ./all.nix ];
    };
}
