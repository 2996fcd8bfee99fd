{ inputs, ... }:
let
  # Its tests need more time than a builder has.
  quick = final: prev: {
    ripgrep = prev.ripgrep.overrideAttrs (old: {
      doCheck = false;
      # see the issue
      patches = old.patches ++ [ ];
    });
    git = prev.git.override {
      withManual = false;
      withSsh = true;
    };
  };
  instances = inputs.nixpkgs.lib.genAttrs inputs.nixpkgs.lib.systems.flakeExposed (system: {
    unstable = import inputs.nixpkgs-unstable {
      inherit system;
      config.allowUnfree = true;
      overlays = [ quick ];
    };
  });
in
{
  patched = quick;

  unstable = final: _prev: {
    unstable = instances.${final.stdenv.hostPlatform.system}.unstable;
  };
}
