{
  system ? builtins.currentSystem,
  pkgs ? null,
  lib ? import ../../lib,
  modules,
  specialArgs ? { },
  extraArgs ? { },
  baseModules ? [ ],
  extraModules ? [ ],
  modulesLocation ? null,
  prefix ? [ ],
  check ? true,
}:
let
  given = {
    _file = "eval-config.nix";
    config = {
      nixpkgs.system = lib.mkIf (system != null) (lib.mkDefault system);
      nixpkgs.pkgs = lib.mkIf (pkgs != null) (lib.mkOverride 50 pkgs);
      _module.args = extraArgs;
    };
  };
  result = lib.evalModules {
    class = "nixos";
    inherit prefix;
    modules =
      baseModules
      ++ [
        ../modules/nixpkgs.nix
        ../modules/system.nix
        given
      ]
      ++ extraModules
      ++ modules;
    specialArgs = {
      modulesPath = toString ../modules;
    }
    // specialArgs;
  };
in
result
// {
  inherit (result._module.args) pkgs;
  inherit lib;
}
