{
  gpuPkgs,
  theme,
  ...
}:
{
  environment.variables.THEME = theme;
  environment.systemPackages = [
    gpuPkgs.blender
    gpuPkgs.ollama
  ];
}
