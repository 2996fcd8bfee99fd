{ fast, pkgs, ... }:
{
  environment.systemPackages = [ pkgs.git fast.blender ];
}
