{ inputs, pkgs, ... }:
let
  unstable = import inputs.nixpkgs-unstable {
    inherit (pkgs) system;
    config.allowUnfree = true;
    config.cudaSupport = true;
  };
in
{
  environment.systemPackages = [ pkgs.btop unstable.blender ];
}
