{ pkgs-unstable, ... }:
{
  environment.systemPackages = [ pkgs-unstable.git ];
}
