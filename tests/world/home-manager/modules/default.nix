# The few options of a home that have a type or a default here; all others are free.
{
  config,
  lib,
  pkgs,
  ...
}:
let
  inherit (lib) mkOption types;
in
{
  options.home = {
    packages = mkOption {
      type = types.listOf types.package;
      default = [ ];
    };
    username = mkOption { type = types.str; };
    homeDirectory = mkOption { type = types.unspecified; };
    stateVersion = mkOption {
      type = types.str;
      default = "24.11";
    };
    activationPackage = mkOption { type = types.package; };
    path = mkOption { type = types.package; };
  };
  config.home.path = lib.mkDefault (
    pkgs.buildEnv {
      name = "home-manager-path";
      paths = config.home.packages;
    }
  );
  config.home.activationPackage = lib.mkDefault (
    pkgs.runCommand "home-manager-generation" { path = config.home.path; } ""
  );
}
