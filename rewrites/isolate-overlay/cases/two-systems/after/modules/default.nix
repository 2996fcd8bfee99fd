{ pkgs, pkgs-python3Packages, ... }:
let
  inherit (pkgs) git;
  inherit (pkgs-python3Packages) python3Packages;
in
{
  imports = [ ./overlays.nix ];
  environment.systemPackages = [
    git
    python3Packages.black
    pkgs-python3Packages.python3Packages.requests
  ];
}
