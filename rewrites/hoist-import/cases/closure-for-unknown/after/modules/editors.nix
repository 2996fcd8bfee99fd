inputs:
{ pkgs, ... }:
{
  environment.systemPackages = [
    inputs.instances.${pkgs.system}.pkgs-unstable.helix
  ];
}
