{
  networking.hostName = "desk";
}
