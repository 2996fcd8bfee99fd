{ pkgs-unstable, ... }:
{
  environment.systemPackages = [ pkgs-unstable.firefox ];
}
