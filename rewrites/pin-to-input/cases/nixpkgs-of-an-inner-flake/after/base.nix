{ inputs, pkgs, instances, ... }:
{
  nixpkgs.overlays = import ./overlays { inherit inputs instances; };
  environment.systemPackages = [ pkgs.git ];
}
