{ pkgs-unstable, pkgs, ... }:
{
  environment.systemPackages = [ pkgs.jq pkgs-unstable.discord ];
}
