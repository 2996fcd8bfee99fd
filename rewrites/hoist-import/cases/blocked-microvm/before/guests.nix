{ inputs, ... }:
{
  microvm.vms.web = {
    specialArgs = { inherit inputs; };
    config = ./web.nix;
  };
}
