{ instances, ... }:
{
  flake.overlays = {
    # pkgs.unstable
    unstable = final: _: {
      unstable = instances.${final.stdenv.hostPlatform.system}.unstable;
    };
    default = _: prev: { hello = prev.hello.override { loud = true; }; };
  };
}
