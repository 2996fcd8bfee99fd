{ pkgs, inputs, ... }:
let
  unstable = import inputs.nixpkgs-unstable { inherit (pkgs) system; };
in
{
  imports = [ ./desktop.nix ];
  environment.systemPackages = [ pkgs.git unstable.helix ];
}
