{ unstable-overlaid, pkgs, ... }:
{
  environment.systemPackages = [ pkgs.git unstable-overlaid.jq ];
}
