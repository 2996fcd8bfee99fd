{ pkgs, ... }:
{
  nixpkgs.hostPlatform = "x86_64-linux";
  environment.systemPackages = [ pkgs.unstable.git ];
}
