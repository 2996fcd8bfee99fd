{ inputs, pkgs, ... }:
let
  unstable = import inputs.nixpkgs-unstable {
    inherit (pkgs) system;
    config = ../../nixpkgs-config.nix;
  };
in
{
  environment.systemPackages = [ pkgs.git unstable.steam ];
}
