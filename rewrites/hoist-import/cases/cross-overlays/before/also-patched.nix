{ inputs, pkgs, ... }:
let
  cross = import inputs.nixpkgs-unstable {
    localSystem.system = "x86_64-linux";
    crossSystem.system = "aarch64-linux";
    crossOverlays = [ (final: prev: { curl = prev.curl.override { http3 = false; }; }) ];
  };
in
{
  environment.systemPackages = [ pkgs.git cross.curl ];
}
