{ inputs }:
{ pkgs, ... }:
let
  instances = 2;
in
{
  services.workers.instances = instances;
  nixpkgs.overlays = [ (import ../overlays/fresh.nix { inherit inputs; }) ];
  environment.systemPackages = [ pkgs.fresh.hello ];
}
