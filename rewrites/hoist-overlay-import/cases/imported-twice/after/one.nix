{ instances, pkgs, ... }:
{
  nixpkgs.overlays = [ (import ./overlay.nix { inherit instances; }) ];
  environment.systemPackages = [ pkgs.unstable.git ];
}
