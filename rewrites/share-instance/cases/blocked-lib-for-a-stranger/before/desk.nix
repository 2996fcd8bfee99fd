{ pkgs-unstable, mylib, ... }:
{
  environment.systemPackages = [ pkgs-unstable.helix ];
  networking.hostName = mylib.join [ "my" "desk" ];
}
