{ pkgs-unstable, pkgs, ... }:
{
  environment.systemPackages = [ pkgs.jq pkgs-unstable.helix ];
  environment.etc."editor".text = "${pkgs-unstable.helix}/bin/hx";
}
