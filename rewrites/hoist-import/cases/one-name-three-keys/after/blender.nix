{ unstable-cuda, pkgs, ... }:
{
  environment.systemPackages = [ pkgs.btop unstable-cuda.blender ];
}
