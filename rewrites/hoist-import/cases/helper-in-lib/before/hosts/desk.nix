{ inputs, ... }:
{
  imports = [ inputs.agenix.nixosModules.default ../modules/editors.nix ];
}
