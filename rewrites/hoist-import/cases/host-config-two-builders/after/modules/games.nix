{ lib, newer, ... }:
{
  nixpkgs.config.allowUnfree = true;
  environment.systemPackages = with newer; [ steam ];
}
