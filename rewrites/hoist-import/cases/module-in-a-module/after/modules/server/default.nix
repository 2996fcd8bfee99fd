{ lib, ... }:
{
  imports = lib.flatten [
    [ ./media.nix ]
    ./backup
  ];
}
