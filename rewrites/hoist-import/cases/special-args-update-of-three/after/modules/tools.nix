{ pkgs-unstable, ... }:
{
  environment.systemPackages = [ pkgs-unstable.hello ];
}
