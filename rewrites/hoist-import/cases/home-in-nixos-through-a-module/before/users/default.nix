{ inputs, ... }:
{
  imports = [ inputs.home-manager.nixosModules.home-manager ];

  home-manager = {
    useUserPackages = true;
    # what the homes may use
    extraSpecialArgs = { inherit inputs; };
    users.ada = import ./ada.nix;
  };
}
