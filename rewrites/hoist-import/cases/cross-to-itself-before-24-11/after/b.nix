{ old, pkgs, ... }:
{
  environment.systemPackages = [ pkgs.git old.hello ];
}
