{ pkgs, instances, ... }:
let
  pkgs-stable = instances.${pkgs.stdenv.hostPlatform.system}.pkgs-stable;
in
{
  environment.systemPackages = [ pkgs-stable.helix ];
}
