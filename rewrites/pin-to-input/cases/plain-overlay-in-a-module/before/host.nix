{ pkgs, ... }:
{
  nixpkgs.hostPlatform = "x86_64-linux";
  environment.systemPackages = [
    pkgs.old-git
    pkgs.hello
  ];
}
