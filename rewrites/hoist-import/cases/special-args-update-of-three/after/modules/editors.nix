{ pkgs-unstable, stable, ... }:
{
  environment.systemPackages = [ stable.vscode pkgs-unstable.helix ];
}
