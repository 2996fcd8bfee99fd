{ instances, pkgs, ... }:
{
  nixpkgs.overlays = [
    (final: prev: {
      unstable = instances.${prev.system}.unstable;
    })
  ];
  environment.systemPackages = [ pkgs.unstable.hello ];
}
