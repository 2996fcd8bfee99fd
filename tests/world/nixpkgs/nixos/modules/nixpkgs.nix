# `pkgs` of a host, from `nixpkgs.*`.
{
  config,
  lib,
  ...
}:
let
  cfg = config.nixpkgs;
  given = cfg.pkgs != null;
  platform = lib.systems.elaborate;
  local =
    if cfg.buildPlatform != null then
      platform cfg.buildPlatform
    else if cfg.hostPlatform != null then
      platform cfg.hostPlatform
    else if cfg.localSystem != null then
      platform cfg.localSystem
    else if cfg.system != null then
      platform cfg.system
    else
      throw "world: neither nixpkgs.hostPlatform nor nixpkgs.system is set";
  cross =
    if cfg.crossSystem != null then
      platform cfg.crossSystem
    else if cfg.buildPlatform != null && cfg.hostPlatform != null then
      platform cfg.hostPlatform
    else
      local;
in
{
  options.nixpkgs =
    lib.genAttrs
      [
        "buildPlatform"
        "crossSystem"
        "hostPlatform"
        "localSystem"
        "system"
      ]
      (
        _:
        lib.mkOption {
          type = lib.types.unspecified;
          default = null;
        }
      )
    // {
      pkgs = lib.mkOption {
        type = lib.types.pkgs;
        default = null;
      };
      config = lib.mkOption {
        type = lib.types.attrs;
        default = { };
      };
      overlays = lib.mkOption {
        type = lib.types.listOf lib.types.raw;
        default = [ ];
      };
      source = lib.mkOption {
        type = lib.types.path;
        default = ../..;
      };
    };

  config._module.args.pkgs = lib.mkOverride 1500 (
    if given then
      (if cfg.overlays == [ ] then cfg.pkgs else cfg.pkgs.appendOverlays cfg.overlays)
    else
      import cfg.source (
        {
          localSystem = local;
          inherit (cfg) config overlays;
        }
        // lib.optionalAttrs (cross != local) { crossSystem = cross; }
      )
  );
}
