# How the machine deals with flakes.
{ ... }:
{
  nix.settings.experimental-features = [ "flakes" ];
}
