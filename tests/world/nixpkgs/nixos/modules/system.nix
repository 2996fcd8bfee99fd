# The few options of a host that have a type or a default here; all others are free.
{
  config,
  lib,
  options,
  pkgs,
  ...
}:
let
  inherit (lib) mkOption types;
  packages = mkOption {
    type = types.listOf types.package;
    default = [ ];
  };
in
{
  options = {
    environment.systemPackages = packages;
    fonts.packages = packages;
    networking.hostName = mkOption {
      type = types.str;
      default = "nixos";
    };
    system.stateVersion = mkOption {
      type = types.nullOr types.str;
      default = null;
    };
    system.build.toplevel = mkOption {
      type = types.package;
    };
    users.users = mkOption {
      default = { };
      type = types.attrsOf (types.submodule { options.packages = packages; });
    };
    containers = mkOption {
      default = { };
      type = types.attrsOf (
        types.submodule (
          { config, ... }:
          {
            options.specialArgs = mkOption {
              type = types.lazyAttrsOf types.unspecified;
              default = { };
            };
            options.config = mkOption {
              type = types.deferredModule;
              default = { };
              apply =
                module:
                (import ../lib/eval-config.nix {
                  inherit lib;
                  system = pkgs.stdenv.hostPlatform.system;
                  inherit (config) specialArgs;
                  modules = [ module ];
                }).config;
            };
          }
        )
      );
    };
  };

  config.system.build.toplevel = lib.mkDefault (
    pkgs.runCommand "nixos-system-${config.networking.hostName}" {
      packages = config.environment.systemPackages;
    } ""
  );
}
