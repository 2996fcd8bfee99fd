{
  networking.hostName = "kiosk";
}
