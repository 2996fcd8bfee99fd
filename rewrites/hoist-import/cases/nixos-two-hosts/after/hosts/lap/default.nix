{
  imports = [ ./hardware.nix ];
  networking.hostName = "lap";
  system.stateVersion = "24.11";
}
