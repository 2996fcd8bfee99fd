{ lib, ... }:
{
  imports = lib.my.modulesIn ./.;
}
