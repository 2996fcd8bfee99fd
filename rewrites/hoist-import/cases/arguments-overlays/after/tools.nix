{ unstable, pkgs, ... }:
{
  environment.systemPackages = [ pkgs.jq unstable.agenix-tool unstable.hello ];
}
