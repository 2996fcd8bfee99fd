{ lib, modulesPath, ... }:
{
  boot.initrd.availableKernelModules = [ "nvme" ];
  nixpkgs.hostPlatform = lib.mkDefault "x86_64-linux";
}
