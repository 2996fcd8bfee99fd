{ pkgs, instances, ... }:
{
  nixpkgs.overlays = [
    # the same as for the system
    (final: prev: {
      unstable = instances.${prev.system}.unstable;
    })
  ];
  home.packages = [ pkgs.unstable.git ];
}
