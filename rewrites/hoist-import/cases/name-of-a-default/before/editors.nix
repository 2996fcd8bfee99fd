{ pkgs, inputs, ... }:
let
  fresh = import inputs.nixpkgs-unstable { inherit (pkgs) system; };
in
{
  environment.systemPackages = [ fresh.helix ];
}
