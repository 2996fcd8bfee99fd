{ cross, pkgs, ... }:
{
  environment.systemPackages = [ pkgs.git cross.curl ];
}
