{ inputs, pkgs, ... }:
let
  unstable = import inputs.nixpkgs-unstable {
    localSystem = "x86_64-linux";
  };
in
{
  environment.systemPackages = [ pkgs.git unstable.hello ];
}
