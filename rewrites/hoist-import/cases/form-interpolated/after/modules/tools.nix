{ edge, pkgs, ... }:
{
  environment.systemPackages = [ pkgs.git edge.terraform ];
}
