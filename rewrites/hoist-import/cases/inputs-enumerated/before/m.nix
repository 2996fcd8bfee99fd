inputs: { pkgs, lib, ... }:
let
  pkgs-unstable = import inputs.nixpkgs-unstable { inherit (pkgs) system; config.allowUnfree = true; };
in
{
  nix.registry = lib.mapAttrs (_: flake: { inherit flake; }) inputs;
  environment.systemPackages = [ pkgs-unstable.hello ];
}
