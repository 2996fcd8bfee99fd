{ config, inputs, lib, pkgs, ... }:
let
  cfg = config.my.tools;
  source = inputs.nixpkgs-unstable;
  unstable = import source { inherit (pkgs) system; };
in
{
  options.my.tools.enable = lib.mkOption { default = true; };
  config = lib.mkIf cfg.enable {
    environment.systemPackages = [ pkgs.git unstable.yazi ];
  };
}
