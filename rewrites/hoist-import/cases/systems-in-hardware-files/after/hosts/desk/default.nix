{
  imports = [ ./hardware.nix ];
  networking.hostName = "desk";
  system.stateVersion = "24.11";
}
