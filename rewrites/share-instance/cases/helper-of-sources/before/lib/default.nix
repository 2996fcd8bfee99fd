{ lib, ... }:
{
  mkHost = import ./mkHost.nix;
  mkDarwin = import ./mkDarwin.nix;
  names = lib.concatStringsSep ", ";
}
