{inputs, ...}: {
  imports = [inputs.disko.nixosModules.disko];
  networking.hostName = "cube";
}
