{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = { self, nixpkgs, ... }@inputs:
    let
      hosts = {
        desk = { system = "x86_64-linux"; };
        lap = { system = "x86_64-linux"; };
        pi = { system = "aarch64-linux"; };
      };
      instances = nixpkgs.lib.genAttrs [ "aarch64-linux" "x86_64-linux" ] (system: {
        pkgs-unstable = import inputs.nixpkgs-unstable {
          inherit system;
          config.allowUnfree = true;
          config.permittedInsecurePackages = [
            "electron-25.9.0" # logseq
          ];
        };
      });
    in
    {
      nixosConfigurations = nixpkgs.lib.mapAttrs
        (name: host: nixpkgs.lib.nixosSystem {
          inherit (host) system;
          specialArgs = {
            inherit inputs;
            pkgs-unstable = instances.${host.system}.pkgs-unstable;
          };
          modules = [ ./common.nix { networking.hostName = name; } ];
        })
        hosts;
    };
}
