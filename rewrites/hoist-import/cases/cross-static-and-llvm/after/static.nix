{ unstable-static, pkgs, ... }:
{
  environment.systemPackages = [ pkgs.git unstable-static.bash ];
}
