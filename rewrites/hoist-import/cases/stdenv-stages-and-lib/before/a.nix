{ inputs, pkgs, ... }:
let
  unstable = import inputs.nixpkgs-unstable {
    system = "x86_64-linux";
    stdenvStages = import ./stages.nix;
  };
in
{
  environment.systemPackages = [ pkgs.git unstable.hello ];
}
