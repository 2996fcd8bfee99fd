{ inputs, pkgs, ... }:
let
  unstable = import inputs.nixpkgs-unstable {
    localSystem = { system = "x86_64-linux"; };
  };
in
{
  environment.systemPackages = [ pkgs.git unstable.helix ];
}
