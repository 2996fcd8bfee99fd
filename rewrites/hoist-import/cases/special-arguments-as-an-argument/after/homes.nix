# Homes get what the host's modules get.
{ specialArgs, unstable, ... }:
{
  home-manager.extraSpecialArgs = { inherit unstable; theme = "dark"; } // specialArgs;
  home-manager.users.ada = ./ada.nix;
}
