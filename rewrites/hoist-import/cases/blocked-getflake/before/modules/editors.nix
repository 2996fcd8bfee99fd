{ pkgs, ... }:
{
  environment.systemPackages = [
    (import (builtins.getFlake "github:NixOS/nixpkgs/nixos-23.11") { inherit (pkgs) system; }).terraform
  ];
}
