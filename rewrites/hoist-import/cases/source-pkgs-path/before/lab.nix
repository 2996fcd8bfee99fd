{ pkgs, ... }:
let
  cudaPkgs = import pkgs.path {
    inherit (pkgs) system;
    config = {
      allowUnfree = true;
      cudaSupport = true;
    };
  };
in
{
  environment.systemPackages = [ pkgs.git cudaPkgs.blender ];
}
