{ inputs, ... }:
{
  flake.overlays = {
    # pkgs.unstable
    unstable = final: _: {
      unstable = import inputs.nixpkgs-unstable {
        inherit (final.stdenv.hostPlatform) system;
        config.allowUnfree = true;
      };
    };
    default = _: prev: { hello = prev.hello.override { loud = true; }; };
  };
}
