{ pkgs, ... }:
{
  environment.systemPackages = [ pkgs.master.hello ];
}
