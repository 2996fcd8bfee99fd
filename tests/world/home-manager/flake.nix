{
  description = "A stand-in for home-manager";

  outputs =
    { self, nixpkgs }:
    {
      lib = {
        hm = (import ./lib.nix nixpkgs.lib).hm;
        homeManagerConfiguration =
          {
            pkgs,
            lib ? pkgs.lib,
            modules ? [ ],
            extraSpecialArgs ? { },
            check ? true,
          }:
          let
            result = lib.evalModules {
              class = "homeManager";
              modules = [
                ./modules
                (import ./modules/nixpkgs.nix {
                  given = pkgs;
                  system = pkgs.stdenv.hostPlatform.system;
                })
                {
                  nixpkgs.config = lib.mkOverride 1000 pkgs.config;
                  nixpkgs.overlays = lib.mkOverride 1000 pkgs.overlays;
                }
              ]
              ++ modules;
              specialArgs = {
                modulesPath = toString ./modules;
                lib = import ./lib.nix lib;
              }
              // extraSpecialArgs;
            };
          in
          result
          // {
            inherit (result._module.args) pkgs;
            activationPackage = result.config.home.activationPackage;
          };
      };

      nixosModules.home-manager = import ./nixos "nixos";
      nixosModules.default = self.nixosModules.home-manager;
      darwinModules.home-manager = import ./nixos "darwin";
      darwinModules.default = self.darwinModules.home-manager;
    };
}
