# This function creates a NixOS system.
{ nixpkgs, inputs }:

name:
{ system, user }:

nixpkgs.lib.nixosSystem rec {
  inherit system;

  modules = [
    ../machines/${name}.nix
    {
      config._module.args = {
        currentSystemUser = user;
        unstable = import inputs.nixpkgs-unstable { inherit system; config.allowUnfree = true; };
      };
    }
  ];
}
