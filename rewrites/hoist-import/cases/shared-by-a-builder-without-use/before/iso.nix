{ lib, ... }:
{
  # nothing of the module is installed here
  environment.systemPackages = lib.mkForce [ ];
}
