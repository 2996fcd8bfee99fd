{ instances, ... }:
{
  unstable-packages = final: _prev: {
    unstable = instances.${final.stdenv.hostPlatform.system}.unstable;
  };
}
