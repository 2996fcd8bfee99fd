{ pkgs-unstable, ... }:
{
  nixpkgs.pkgs = pkgs-unstable;
}
