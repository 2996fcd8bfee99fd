{
  description = "Two machines";

  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
    agenix.url = "github:ryantm/agenix";
  };

  outputs = { self, nixpkgs, ... }@inputs:
    let
      hosts = {
        desk.system = "x86_64-linux";
        pi.system = "aarch64-linux";
      };
      instances = nixpkgs.lib.genAttrs [ "aarch64-linux" "x86_64-linux" ] (system: {
        unstable = import inputs.nixpkgs-unstable { inherit system; };
      });
    in
    {
      nixosConfigurations = builtins.mapAttrs
        (name: host: nixpkgs.lib.nixosSystem {
          inherit (host) system;
          specialArgs = { inherit inputs name; inherit (instances.${host.system}) unstable; };
          modules = [ ./modules/editors.nix ./modules/secrets.nix ];
        })
        hosts;
    };
}
