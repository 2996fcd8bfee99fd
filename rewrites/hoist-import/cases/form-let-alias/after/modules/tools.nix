{ config, unstable, lib, pkgs, ... }:
let
  cfg = config.my.tools;
in
{
  options.my.tools.enable = lib.mkOption { default = true; };
  config = lib.mkIf cfg.enable {
    environment.systemPackages = [ pkgs.git unstable.yazi ];
  };
}
