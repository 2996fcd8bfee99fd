{ pkgsKernel, pkgs, ... }:
{
  environment.systemPackages = [ pkgs.git pkgsKernel.curl ];
}
