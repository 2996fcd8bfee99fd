{
  description = "A stand-in for nix-darwin";

  outputs =
    { self, nixpkgs }:
    {
      lib.darwinSystem =
        {
          modules,
          system ? null,
          pkgs ? null,
          lib ? nixpkgs.lib,
          specialArgs ? { },
          inputs ? { },
          enableNixpkgsReleaseCheck ? true,
        }:
        let
          result = lib.evalModules {
            class = "darwin";
            modules = [
              "${nixpkgs}/nixos/modules/nixpkgs.nix"
              "${nixpkgs}/nixos/modules/system.nix"
              {
                _file = "darwin";
                config = {
                  nixpkgs.source = lib.mkDefault nixpkgs.outPath;
                  nixpkgs.system = lib.mkIf (system != null) (lib.mkDefault system);
                  nixpkgs.pkgs = lib.mkIf (pkgs != null) (lib.mkOverride 50 pkgs);
                };
              }
            ]
            ++ modules;
            specialArgs = {
              modulesPath = toString ./modules;
            }
            // specialArgs;
          };
        in
        result
        // {
          inherit (result._module.args) pkgs;
          system = result.config.system.build.toplevel;
        };
    };
}
