{ inputs, config, pkgs, ... }:
{
  nixpkgs.overlays = [
    (final: prev: {
      unstable = import inputs.nixpkgs-unstable {
        inherit (final) system;
        config = config.nixpkgs.config;
      };
    })
  ];
  environment.systemPackages = [ pkgs.unstable.helix ];
}
