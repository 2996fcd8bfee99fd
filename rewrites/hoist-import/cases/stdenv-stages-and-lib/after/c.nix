{ unstable-plain, pkgs, ... }:
{
  environment.systemPackages = [ pkgs.git unstable-plain.bat ];
}
