{ lib, ... }:
{
  options.shells.prefer = lib.mkOption {
    type = lib.types.listOf lib.types.str;
    default = [ ];
  };
  config.shells.prefer = [ "bash" ];
}
