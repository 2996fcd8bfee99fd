{
  description = "Two machines";

  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
    agenix.url = "github:ryantm/agenix";
  };

  outputs = { self, nixpkgs, ... }@inputs:
    let
      inherit (nixpkgs) lib;
      hosts = [ "desk" "lap" ];
      unstable = import inputs.nixpkgs-unstable {
        system = "x86_64-linux";
        config.allowUnfreePredicate = pkg: builtins.elem (lib.getName pkg) [
          "discord"
          "steam"
        ];
      };
    in
    {
      nixosConfigurations = lib.genAttrs hosts (name: lib.nixosSystem {
        system = "x86_64-linux";
        specialArgs = { inherit unstable; };
        modules = [ ./tools.nix { networking.hostName = name; } ];
      });
    };
}
