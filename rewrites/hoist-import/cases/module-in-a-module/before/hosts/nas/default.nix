{ self, ... }:
{
  imports = [ (self + "/modules/server") ];
  networking.hostName = "nas";
}
