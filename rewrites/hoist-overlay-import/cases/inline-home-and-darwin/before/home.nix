{ pkgs, inputs, ... }:
{
  nixpkgs.overlays = [
    # the same as for the system
    (final: prev: {
      unstable = import inputs.nixpkgs-unstable {
        inherit (prev) system;
        config.allowUnfree = true;
      };
    })
  ];
  home.packages = [ pkgs.unstable.git ];
}
