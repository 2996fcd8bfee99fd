{ pkgs-unstable, ... }:
{
  environment.systemPackages = [ pkgs-unstable.bash ];
}
