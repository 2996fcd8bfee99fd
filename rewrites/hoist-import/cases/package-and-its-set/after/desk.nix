{ pkgs, pkgs-unstable, ... }:
{
  networking.hostName = "desk";
  environment.systemPackages = [
    pkgs-unstable.obsidian
    (pkgs.callPackage ./pkgs/notes.nix { inherit pkgs-unstable; })
  ];
}
