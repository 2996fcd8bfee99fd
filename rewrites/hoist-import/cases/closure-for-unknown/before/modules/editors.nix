inputs:
{ pkgs, ... }:
{
  environment.systemPackages = [
    (import inputs.nixpkgs-unstable { inherit (pkgs) system; }).helix
  ];
}
