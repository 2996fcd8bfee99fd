{ instances, ... }:
{
  branches = final: _prev: {
    unstable = instances.${final.stdenv.hostPlatform.system}.pkgs-unstable;
    master = instances.${final.stdenv.hostPlatform.system}.pkgs-master;
  };
}
