{ inputs, pkgs, ... }:
let
  unstable = import inputs.nixpkgs-unstable {
    localSystem = { inherit (pkgs) system; };
  };
in
{
  environment.systemPackages = [ pkgs.git unstable.curl ];
}
