{ pkgs, fresh, ... }:
{
  environment.systemPackages = [ pkgs.git fresh.vscode ];
}
