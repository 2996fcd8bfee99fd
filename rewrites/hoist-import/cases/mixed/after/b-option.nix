{ config, inputs, lib, pkgs, ... }:
let
  unstable = import inputs.nixpkgs-unstable {
    inherit (pkgs) system;
    config.cudaSupport = config.my.cuda;
  };
in
{
  options.my.cuda = lib.mkOption { default = false; };
  config.environment.systemPackages = [ unstable.blender ];
}
