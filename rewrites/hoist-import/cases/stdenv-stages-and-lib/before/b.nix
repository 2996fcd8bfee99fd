{ inputs, pkgs, ... }:
let
  unstable = import inputs.nixpkgs-unstable {
    system = "x86_64-linux";
    stdenvStages = import ./stages.nix;
    lib = inputs.nixpkgs.lib;
  };
in
{
  environment.systemPackages = [ pkgs.git unstable.curl ];
}
