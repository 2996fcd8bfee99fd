{ pkgs, inputs, ... }:
let
  pkgs-new = import inputs.nixpkgs-unstable {
    inherit (pkgs.stdenv.hostPlatform) system;
  };
in
{
  environment.systemPackages = [ pkgs-new.steam ];
}
