{ agenix, ... }:
{
  imports = [ agenix.nixosModules.default ];
}
