{
  config,
  inputs,
  lib,
  pkgs,
  ...
}:
let
  # what the machine allows
  fresh = import inputs.nixpkgs-unstable {
    inherit (pkgs) system;
    config = config.nixpkgs.config;
  };
in
{
  options.books.enable = lib.mkOption { default = true; };
  config = lib.mkIf config.books.enable {
    environment.systemPackages = [ fresh.obsidian ];
  };
}
