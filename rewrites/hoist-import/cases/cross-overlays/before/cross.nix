{ inputs, pkgs, ... }:
let
  pkgsArm = import inputs.nixpkgs-unstable {
    system = "x86_64-linux";
    crossSystem = { system = "aarch64-linux"; };
    crossOverlays = [ ];
  };
in
{
  environment.systemPackages = [ pkgs.git pkgsArm.curl ];
}
