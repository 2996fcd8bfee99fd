{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
    home-manager.url = "github:nix-community/home-manager/release-24.11";
  };

  outputs =
    {
      self,
      nixpkgs,
      ...
    }@inputs:
    let
      host-instances =
        { config, pkgs, ... }:
        {
          # what the machine allows
          _module.args.fresh = import inputs.nixpkgs-unstable {
            inherit (pkgs) system;
            config = config.nixpkgs.config;
          };
        };
    in
    {
      nixosConfigurations =
        let
          mkHost =
            {
              system ? "x86_64-linux",
              extraModules ? [ ],
            }:
            nixpkgs.lib.nixosSystem {
              specialArgs = {
                inherit inputs;
              };
              modules = [
                { nixpkgs.hostPlatform = system; }
                ./modules/media.nix
                host-instances
              ]
              ++ extraModules;
            };
        in
        {
          desk = mkHost {
            extraModules = [
              ./modules/books.nix
              ./modules/users.nix
            ];
          };
          board = mkHost { system = "aarch64-linux"; };
        };
    };
}
