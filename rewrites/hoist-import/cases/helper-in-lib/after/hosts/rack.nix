{
  networking.hostName = "rack";
}
