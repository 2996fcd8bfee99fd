{ inputs, pkgs, ... }:
let
  unstable = import inputs.nixpkgs-unstable {
    localSystem.system = pkgs.stdenv.hostPlatform.system;
  };
in
{
  environment.systemPackages = [ pkgs.git unstable.bat ];
}
