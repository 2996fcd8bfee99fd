{ inputs, pkgs, ... }:
let
  inherit (pkgs) system;
  config = { allowUnfree = true; };
  unstable = import inputs.nixpkgs-unstable { inherit system config; };
in
{
  environment.systemPackages = [ unstable.helix ];
}
