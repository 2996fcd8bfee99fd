{ cross, pkgs, ... }:
{
  environment.systemPackages = [ pkgs.git cross.hello ];
}
