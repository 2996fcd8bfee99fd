{ pkgs, ... }:
let
  inherit (pkgs) git python3Packages;
in
{
  imports = [ ./overlays.nix ];
  environment.systemPackages = [
    git
    python3Packages.black
    pkgs.python3Packages.requests
  ];
}
