{ pkgsArm, pkgs, ... }:
{
  environment.systemPackages = [ pkgs.git pkgsArm.curl ];
}
