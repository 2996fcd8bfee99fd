{ pkgs, cudaPkgs, ... }:
{
  environment.systemPackages = [ pkgs.git cudaPkgs.blender ];
}
