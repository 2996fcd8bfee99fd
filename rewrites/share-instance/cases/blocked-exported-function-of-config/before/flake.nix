{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = { self, nixpkgs, nixpkgs-unstable, ... }:
    let
      mkHost = { system, config ? { }, modules }: nixpkgs.lib.nixosSystem {
        inherit system modules;
        specialArgs.unstable = import nixpkgs-unstable { inherit system config; };
      };
    in
    {
      lib = { inherit mkHost; };
      nixosConfigurations.a = mkHost { system = "x86_64-linux"; modules = [ ./a.nix ]; };
      nixosConfigurations.b = mkHost { system = "x86_64-linux"; modules = [ ./a.nix ]; };
    };
}
