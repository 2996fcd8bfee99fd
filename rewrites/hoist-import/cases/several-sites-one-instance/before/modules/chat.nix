{ inputs, pkgs, lib, ... }:
let
  unstable = import inputs.nixpkgs-unstable { inherit (pkgs) system; config = { allowUnfree = true; }; };
  apps = [ unstable.slack unstable.zoom-us ];
in
{
  environment.systemPackages = lib.mkAfter apps;
}
