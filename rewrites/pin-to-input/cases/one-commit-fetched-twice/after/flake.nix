{
  inputs = {
    nixpkgs = {
      url = "github:NixOS/nixpkgs/nixos-24.11";
    };
    nixpkgs-0123456 = {
      url = "github:NixOS/nixpkgs/0123456789abcdef0123456789abcdef01234567";
    };
  };

  outputs =
    { nixpkgs, nixpkgs-0123456, ... }:
    let
      host = modules: nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        inherit modules;
        specialArgs = { inherit pinned; };
      };
      pinned = import nixpkgs-0123456 { system = "x86_64-linux"; };
    in
    {
      nixosConfigurations.a = host [ ./a.nix ];
      nixosConfigurations.b = host [ ./a.nix ./b.nix ];
    };
}
