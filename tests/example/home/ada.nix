{ pkgs, inputs, ... }:
let
  pkgs-unstable = import inputs.nixpkgs-unstable {
    inherit (pkgs.stdenv.hostPlatform) system;
    config.allowUnfree = true;
  };
in
{
  home.username = "ada";
  home.stateVersion = "25.11";
  home.packages = [
    pkgs.ripgrep
    pkgs-unstable.obsidian
  ];
}
