{ ... }:
{
  networking.hostName = "kiosk";
}
