{ inputs, fresh, ... }:
{
  imports = [ inputs.home-manager.nixosModules.home-manager ];
  home-manager.extraSpecialArgs = { inherit fresh; };
  home-manager.users.ada = ./ada.nix;
}
