# Homes get what the host's modules get.
{ specialArgs, ... }:
{
  home-manager.extraSpecialArgs = { theme = "dark"; } // specialArgs;
  home-manager.users.ada = ./ada.nix;
}
