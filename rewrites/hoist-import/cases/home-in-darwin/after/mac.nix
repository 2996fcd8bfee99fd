{
  networking.hostName = "mac";
}
