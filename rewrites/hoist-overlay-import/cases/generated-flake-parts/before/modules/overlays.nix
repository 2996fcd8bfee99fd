{ inputs, ... }:
{
  flake.overlays.default = final: prev: {
    # newer
    unstable = import inputs.nixpkgs-unstable {
      inherit (final) system;
      config.allowUnfree = true;
    };
  };
}
