{ pkgs, unstable, ... }:
let
  pkgs-unstable = import unstable {
    system = "x86_64-linux";
    config.allowUnfree = true;
  };
in
{
  networking.hostName = "desk";
  environment.systemPackages = [
    pkgs-unstable.obsidian
    (pkgs.callPackage ./pkgs/notes.nix { inherit unstable; })
  ];
}
