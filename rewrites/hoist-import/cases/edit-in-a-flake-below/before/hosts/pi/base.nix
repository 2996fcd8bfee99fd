{ inputs, ... }:
{
  imports = [ inputs.home-manager.nixosModules.home-manager ];
  home-manager.extraSpecialArgs = { inherit inputs; };
  home-manager.users.me = ../../home.nix;
}
