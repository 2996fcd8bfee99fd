{ inputs, pkgs-unstable-unfree, pkgs-unstable-configured, ... }:
let
  pkgs-unstable = pkgs-unstable-unfree;
in
inputs.nixpkgs.lib.nixosSystem {
  system = "x86_64-linux";
  specialArgs = { inherit pkgs-unstable; };
  modules = [
    ({ pkgs-unstable, ... }: { environment.systemPackages = [ pkgs-unstable.git ]; })
    inputs.home-manager.nixosModules.home-manager
    {
      home-manager = {
        useGlobalPkgs = true;
        extraSpecialArgs = {
          pkgs-unstable = pkgs-unstable-configured;
        };
        users.ada = ../home/ada.nix;
      };
    }
  ];
}
