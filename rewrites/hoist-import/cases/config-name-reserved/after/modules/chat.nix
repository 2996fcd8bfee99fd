{ pkgs-unstable, ... }:
{
  environment.systemPackages = [ pkgs-unstable.slack ];
}
