{ nixpkgs-instances }:
{ pkgs, ... }:
let
  instances = 2;
in
{
  services.workers.instances = instances;
  nixpkgs.overlays = [ (import ../overlays/fresh.nix { inherit nixpkgs-instances; }) ];
  environment.systemPackages = [ pkgs.fresh.hello ];
}
