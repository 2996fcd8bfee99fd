# This function creates a NixOS system.
{ nixpkgs, instances }:

name:
{ system, user }:

nixpkgs.lib.nixosSystem rec {
  inherit system;

  modules = [
    ../machines/${name}.nix
    {
      config._module.args = {
        currentSystemUser = user;
        unstable = instances.${system}.pkgs-unstable;
      };
    }
  ];
}
