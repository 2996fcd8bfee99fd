{ pkgs-unstable, pkgs-old, ... }:
{
  environment.systemPackages = [ pkgs-unstable.helix pkgs-old.git ];
}
