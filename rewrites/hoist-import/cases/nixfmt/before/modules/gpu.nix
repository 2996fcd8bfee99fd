{
  inputs,
  pkgs,
  theme,
  ...
}:
let
  gpuPkgs = import inputs.nixpkgs-unstable {
    inherit (pkgs.stdenv.hostPlatform) system;
    config = {
      allowUnfree = true;
      cudaSupport = true;
    };
  };
in
{
  environment.variables.THEME = theme;
  environment.systemPackages = [
    gpuPkgs.blender
    gpuPkgs.ollama
  ];
}
