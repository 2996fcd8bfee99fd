{ inputs, unstable, ... }:
{
  imports = [ inputs.home-manager.nixosModules.home-manager ];

  home-manager = {
    useUserPackages = true;
    # what the homes may use
    extraSpecialArgs = { inherit unstable; };
    users.ada = import ./ada.nix;
  };
}
