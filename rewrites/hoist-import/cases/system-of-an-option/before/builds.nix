{ config, inputs, lib, ... }:
let
  builder = import inputs.unstable { system = config.builds.platform; };
in
{
  options.builds.platform = lib.mkOption {
    type = lib.types.str;
    default = "x86_64-linux";
  };
  config.environment.systemPackages = [ builder.hello ];
}
