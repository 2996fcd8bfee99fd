{ inputs, ... }:
let
  instances = inputs.nixpkgs.lib.genAttrs inputs.nixpkgs.lib.systems.flakeExposed (system: {
    unstable = import inputs.nixpkgs-unstable {
      inherit system;
      config.allowUnfree = true;
    };
  });
in
{
  flake.overlays.default = final: prev: {
    # newer
    unstable = instances.${final.system}.unstable;
  };
}
