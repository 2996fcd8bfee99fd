# `homeManagerConfiguration`, as little as a list of packages needs.
{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs";
  outputs =
    { nixpkgs, ... }:
    {
      lib.homeManagerConfiguration =
        {
          pkgs,
          modules,
          extraSpecialArgs ? { },
        }:
        let
          inherit (nixpkgs) lib;
          result = lib.evalModules {
            specialArgs = extraSpecialArgs;
            modules = [
              {
                options.home.packages = lib.mkOption { type = lib.types.listOf lib.types.package; };
                config._module.args.pkgs = pkgs;
              }
            ]
            ++ modules;
          };
        in
        result
        // {
          activationPackage = derivation {
            name = "home-manager-generation";
            system = pkgs.stdenv.hostPlatform.system;
            builder = "/bin/sh";
            packages = result.config.home.packages;
          };
        };
    };
}
