{ pkgs-unstable, ... }:
{
  environment.systemPackages = [ pkgs-unstable.ripgrep ];
}
