{
  inputs = {
    nixpkgs = {
      url = "github:NixOS/nixpkgs/nixos-24.11";
    };
  };

  outputs =
    { nixpkgs, ... }:
    let
      host = modules: nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        inherit modules;
      };
    in
    {
      nixosConfigurations.a = host [ ./a.nix ];
      nixosConfigurations.b = host [ ./a.nix ./b.nix ];
    };
}
