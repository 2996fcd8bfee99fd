{ config, inputs, pkgs, ... }:
let
  pkgs-stable = import inputs.nixpkgs-stable {
    system = pkgs.system;
    inherit (config.nixpkgs) config;
  };
in
{
  environment.systemPackages = [ pkgs-stable.helix ];
}
