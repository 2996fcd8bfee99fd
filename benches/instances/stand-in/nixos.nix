# `nixosSystem` for a tree of packages that has no NixOS: the tree's own `lib.evalModules`, the `nixpkgs` options, and a
# system that is a list of packages.
tree:
let
  lib = import (tree + "/lib");
  inherit (lib) mkOption types;
  free = mkOption { type = types.raw; };
  base =
    { config, ... }:
    {
      options = {
        environment.systemPackages = mkOption {
          type = types.listOf types.package;
          default = [ ];
        };
        nixpkgs = {
          hostPlatform = free;
          overlays = mkOption {
            type = types.listOf types.raw;
            default = [ ];
          };
          config = mkOption {
            type = types.attrsOf types.raw;
            default = { };
          };
        };
        system.build.toplevel = free;
      };
      config = {
        _module.args.pkgs = import tree {
          inherit (config.nixpkgs) overlays config;
          localSystem = config.nixpkgs.hostPlatform;
        };
        system.build.toplevel = derivation {
          name = "nixos-system";
          system = config.nixpkgs.hostPlatform;
          builder = "/bin/sh";
          packages = config.environment.systemPackages;
        };
      };
    };
in
{
  nixosSystem =
    {
      modules,
      specialArgs ? { },
      system ? null,
    }:
    lib.evalModules {
      inherit specialArgs;
      modules = [
        base
        { nixpkgs.hostPlatform = lib.mkIf (system != null) (lib.mkDefault system); }
      ]
      ++ modules;
    };
}
