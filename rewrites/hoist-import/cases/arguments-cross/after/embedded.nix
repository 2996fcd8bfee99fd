{ cross, pkgs, ... }:
{
  environment.systemPackages = [ pkgs.qemu cross.hello ];
}
