{ lean, pkgs, ... }:
{
  environment.systemPackages = [ pkgs.git lean.bash ];
}
