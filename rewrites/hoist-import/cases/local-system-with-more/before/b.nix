{ inputs, pkgs, ... }:
let
  fast = import inputs.nixpkgs-unstable {
    localSystem.gcc = { arch = "znver3"; tune = "znver3"; };
    localSystem.system = "x86_64-linux";
  };
in
{
  environment.systemPackages = [ pkgs.git fast.blender ];
}
