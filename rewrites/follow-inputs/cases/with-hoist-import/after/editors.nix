{ inputs, unfree, ... }:
{
  environment.systemPackages = [
    unfree.vscode
    inputs.loader.packages.x86_64-linux.default
  ];
}
