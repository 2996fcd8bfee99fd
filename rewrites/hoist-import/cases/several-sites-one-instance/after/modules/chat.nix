{ unstable, lib, ... }:
let
  apps = [ unstable.slack unstable.zoom-us ];
in
{
  environment.systemPackages = lib.mkAfter apps;
}
