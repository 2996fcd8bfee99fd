# home-manager as a module of NixOS or nix-darwin.
which:
{
  config,
  lib,
  pkgs,
  ...
}:
let
  cfg = config.home-manager;
  inherit (lib) mkOption types;
  bool = mkOption {
    type = types.bool;
    default = false;
  };
  hmLib = import ../lib.nix lib;
  home = types.submoduleWith {
    class = "homeManager";
    specialArgs = {
      lib = hmLib;
      osConfig = config;
      "${which}Config" = config;
      modulesPath = toString ../modules;
    }
    // cfg.extraSpecialArgs;
    modules = [
      ../modules
      (
        { name, ... }:
        {
          config.home.username = lib.mkDefault name;
          config.home.homeDirectory = lib.mkDefault (if which == "darwin" then "/Users/${name}" else "/home/${name}");
        }
      )
      (
        if cfg.useGlobalPkgs then
          { config._module.args.pkgs = lib.mkOverride 100 pkgs; }
        else
          import ../modules/nixpkgs.nix {
            given = pkgs;
            system = pkgs.stdenv.hostPlatform.system;
          }
      )
    ]
    ++ cfg.sharedModules;
  };
in
{
  options.home-manager = {
    useGlobalPkgs = bool;
    useUserPackages = bool;
    verbose = bool;
    backupFileExtension = mkOption {
      type = types.nullOr types.str;
      default = null;
    };
    extraSpecialArgs = mkOption {
      type = types.attrs;
      default = { };
    };
    sharedModules = mkOption {
      type = types.listOf types.raw;
      default = [ ];
    };
    users = mkOption {
      type = types.attrsOf home;
      default = { };
    };
  };

  config.users.users = lib.mkIf cfg.useUserPackages (
    builtins.mapAttrs (_: user: { packages = [ user.home.path ]; }) cfg.users
  );
}
