{ pkgs-unstable, ... }:
{
  environment.systemPackages = [
    pkgs-unstable.vscode
  ];
}
