{ inputs, pkgs, ... }:
let
  cross = import inputs.nixpkgs-unstable {
    system = "x86_64-linux";
    crossSystem = inputs.nixpkgs-unstable.lib.systems.examples.aarch64-multiplatform;
  };
in
{
  environment.systemPackages = [ pkgs.git cross.curl ];
}
