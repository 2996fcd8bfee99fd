{ inputs, pkgs, ... }:
{
  nixpkgs.overlays = [ (import ./overlay.nix { inherit inputs; }) ];
  environment.systemPackages = [ pkgs.unstable.git ];
}
