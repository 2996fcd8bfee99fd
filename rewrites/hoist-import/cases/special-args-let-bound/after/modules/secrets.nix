{ inputs, self, ... }:
{
  imports = [ inputs.agenix.nixosModules.default ];
  age.root = toString self;
}
