{ config, instances, lib, ... }:
let
  builder = instances.${config.builds.platform}.builder;
in
{
  options.builds.platform = lib.mkOption {
    type = lib.types.str;
    default = "x86_64-linux";
  };
  config.environment.systemPackages = [ builder.hello ];
}
