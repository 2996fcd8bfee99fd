{ lib, modulesPath, ... }:
{
  boot.initrd.availableKernelModules = [ "nvme" ];
  nixpkgs.hostPlatform = lib.mkDefault "aarch64-linux";
}
