{ inputs, ... }:
{
  imports = [ ../../modules inputs.agenix.nixosModules.default ];
}
