{ old-cross, pkgs, ... }:
{
  environment.systemPackages = [ pkgs.git old-cross.helix ];
}
