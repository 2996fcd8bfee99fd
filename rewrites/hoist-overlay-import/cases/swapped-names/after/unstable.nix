{ instances, pkgs, ... }:
{
  nixpkgs.overlays = [
    # the names are the wrong way round
    (prev: final: {
      unstable = instances.${prev.system}.unstable;
    })
  ];
  environment.systemPackages = [ pkgs.unstable.helix ];
}
