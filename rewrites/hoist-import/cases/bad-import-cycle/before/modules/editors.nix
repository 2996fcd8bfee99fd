{ pkgs, ... }:
let
  names = import ./names.nix;
in
{
  environment.systemPackages = map (name: pkgs.${name}) names;
}
