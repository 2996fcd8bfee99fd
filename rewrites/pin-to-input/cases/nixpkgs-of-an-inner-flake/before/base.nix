{ inputs, pkgs, ... }:
{
  nixpkgs.overlays = import ./overlays { inherit inputs; };
  environment.systemPackages = [ pkgs.git ];
}
