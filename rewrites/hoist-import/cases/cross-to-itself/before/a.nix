{ inputs, pkgs, ... }:
let
  unstable = import inputs.nixpkgs-unstable {
    inherit (pkgs.stdenv.hostPlatform) system;
    crossSystem = pkgs.stdenv.hostPlatform.system;
  };
in
{
  environment.systemPackages = [ pkgs.git unstable.helix ];
}
