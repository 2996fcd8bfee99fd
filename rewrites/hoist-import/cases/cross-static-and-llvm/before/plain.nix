{ inputs, pkgs, ... }:
let
  unstable = import inputs.nixpkgs-unstable {
    localSystem = pkgs.stdenv.hostPlatform.system;
  };
in
{
  environment.systemPackages = [ pkgs.git unstable.helix ];
}
