{ inputs, ... }:
{
  imports = [ ./editors.nix inputs.agenix.nixosModules.default ];
}
