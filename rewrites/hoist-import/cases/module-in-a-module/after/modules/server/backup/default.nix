{ pkgs, ... }:
{
  environment.systemPackages = [ pkgs.age ];
}
