{ inputs, name, ... }:
{
  imports = [ inputs.agenix.nixosModules.default ];
  networking.hostName = name;
}
