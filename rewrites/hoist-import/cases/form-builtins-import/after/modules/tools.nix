{ unstable, pkgs, ... }:
let
  tools = [ unstable.just unstable.jq ];
in
{
  environment.systemPackages = tools ++ [ pkgs.git ];
}
