{ instances, ... }:
{
  # pkgs.unstable.NAME
  unstable = final: _prev: {
    unstable = instances.${final.system}.unstable;
  };
}
