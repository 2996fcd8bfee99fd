{ unstable, pkgs, ... }:
{
  environment.systemPackages = [ pkgs.jq unstable.discord ];
}
