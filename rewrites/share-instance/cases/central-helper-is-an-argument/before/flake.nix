{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = { self, nixpkgs, nixpkgs-unstable, ... }@inputs:
    let
      free = source: import source { system = "x86_64-linux"; };
      unfree = source: (free source).extend (final: prev: { branch = "unfree"; });
      host = mkPkgs: nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        specialArgs.unstable = mkPkgs nixpkgs-unstable;
        modules = [ ./all.nix ];
      };
    in
    {
      nixosConfigurations.desk = host free;
      nixosConfigurations.lap = host free;
      nixosConfigurations.work = host unfree;
    };
}
