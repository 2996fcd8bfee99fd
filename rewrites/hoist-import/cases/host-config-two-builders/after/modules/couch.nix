{
  networking.hostName = "couch";
}
