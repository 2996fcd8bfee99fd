{ unstable, lib, pkgs, ... }:
{
  environment.systemPackages = lib.mkBefore [ pkgs.jq unstable.discord ];
}
