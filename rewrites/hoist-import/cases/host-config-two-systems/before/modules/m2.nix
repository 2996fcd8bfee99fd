{ config, inputs, pkgs, ... }:
let
  inherit (pkgs.stdenv.hostPlatform) system;
in
{
  programs.p3 = (import inputs.nixpkgs-stable {
    inherit system;
    config = config.nixpkgs.config;
  }).git;
}
