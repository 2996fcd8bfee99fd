# A home that makes its own `pkgs`, from the tree of those that it is given.
{ given, system }:
{ config, lib, ... }:
{
  options.nixpkgs = {
    config = lib.mkOption {
      type = lib.types.nullOr lib.types.attrs;
      default = null;
    };
    overlays = lib.mkOption {
      type = lib.types.nullOr (lib.types.listOf lib.types.raw);
      default = null;
    };
    system = lib.mkOption {
      type = lib.types.str;
      default = system;
    };
  };
  config._module.args.pkgs = lib.mkOverride 100 (
    import given.path (lib.filterAttrs (_: v: v != null) config.nixpkgs)
  );
}
