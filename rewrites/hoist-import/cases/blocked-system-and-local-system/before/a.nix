{ inputs, pkgs, ... }:
let
  unstable = import inputs.nixpkgs-unstable {
    inherit (pkgs) system;
    localSystem = { system = "x86_64-linux"; gcc.arch = "znver3"; };
  };
in
{
  environment.systemPackages = [ pkgs.git unstable.helix ];
}
