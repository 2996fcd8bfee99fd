{ inputs, pkgs, ... }:
{
  nixpkgs.overlays = [
    # the names are the wrong way round
    (prev: final: {
      unstable = import inputs.nixpkgs-unstable { inherit (prev) system; };
    })
  ];
  environment.systemPackages = [ pkgs.unstable.helix ];
}
