{ config, pkgs, inputs, ... }:
let
  # same rules as the host
  unstable = import inputs.nixpkgs-unstable {
    inherit (pkgs) system;
    config = config.nixpkgs.config;
  };
in
{
  nixpkgs.config.allowUnfree = true;
  environment.systemPackages = [ unstable.discord ];
}
