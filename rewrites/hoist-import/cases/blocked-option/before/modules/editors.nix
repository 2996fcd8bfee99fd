{ config, lib, pkgs, inputs, ... }:
let
  cfg = config.my.ai;
  aiPkgs = import inputs.nixpkgs-unstable {
    inherit (pkgs) system;
    config = {
      allowUnfree = true;
    } // lib.optionalAttrs (cfg.gpu == "nvidia") { cudaSupport = true; };
  };
in
{
  options.my.ai.gpu = lib.mkOption { default = "nvidia"; };
  config.environment.systemPackages = [ aiPkgs.ollama ];
}
