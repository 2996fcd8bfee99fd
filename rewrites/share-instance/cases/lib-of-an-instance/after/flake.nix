{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";

  outputs = { nixpkgs, ... }: let
    mkHost = { system, name }: let
      inherit (instances.${system}.pkgs) lib;
    in
      nixpkgs.lib.nixosSystem {
        inherit system;
        modules = [
          ./common.nix
          { networking.hostName = lib.toLower name; }
        ];
      };
    instances = nixpkgs.lib.genAttrs [ "aarch64-linux" "x86_64-linux" ] (system: {
      pkgs = import nixpkgs { inherit system; };
    });
  in {
    nixosConfigurations.a = mkHost { system = "x86_64-linux"; name = "A"; };
    nixosConfigurations.b = mkHost { system = "x86_64-linux"; name = "B"; };
    nixosConfigurations.c = mkHost { system = "aarch64-linux"; name = "C"; };
  };
}
