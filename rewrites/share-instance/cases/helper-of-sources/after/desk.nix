{ pkgs, unstable-pkgs, master-pkgs, mylib, ... }:
{
  environment.systemPackages = [
    unstable-pkgs.helix
    master-pkgs.git
    pkgs.unstable.hello
    pkgs.master.jq
  ];
  networking.hostName = mylib.names [ "desk" ];
}
