{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";

  outputs = { nixpkgs, ... }: let
    mkHost = { system, name }: let
      inherit (import nixpkgs { inherit system; }) lib;
    in
      nixpkgs.lib.nixosSystem {
        inherit system;
        modules = [
          ./common.nix
          { networking.hostName = lib.toLower name; }
        ];
      };
  in {
    nixosConfigurations.a = mkHost { system = "x86_64-linux"; name = "A"; };
    nixosConfigurations.b = mkHost { system = "x86_64-linux"; name = "B"; };
    nixosConfigurations.c = mkHost { system = "aarch64-linux"; name = "C"; };
  };
}
