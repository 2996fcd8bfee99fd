{ inputs, pkgs, ... }:
let
  edge = import "${inputs.nixpkgs-unstable}" {
    inherit (pkgs) system;
    # nothing unfree here
    config = { };
  };
in
{
  environment.systemPackages = [ pkgs.git edge.terraform ];
}
