{ pkgs, x86, ... }:
{
  environment.systemPackages = [ pkgs.qemu x86.steam ];
}
