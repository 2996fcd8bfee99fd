{ inputs, pkgs, ... }:
{
  # predates the special argument
  environment.systemPackages = [ (import inputs.nixpkgs-unstable { inherit (pkgs) system; }).slack ];
}
