{ inputs, pkgs, ... }:
let
  unstable = import inputs.nixpkgs-unstable {
    system = "x86_64-linux";
    lib = inputs.nixpkgs.lib;
  };
in
{
  environment.systemPackages = [ pkgs.git unstable.bat ];
}
