{ inputs, mylib, system, modules, instances, ... }:
let
  specialArgs = {
    inherit inputs mylib;
    pkgs-unstable = instances.${system}.pkgs-unstable;
  };
in
inputs.nixpkgs.lib.nixosSystem {
  inherit system specialArgs;
  modules = modules ++ [
    inputs.home-manager.nixosModules.home-manager
    {
      home-manager.extraSpecialArgs = specialArgs;
      home-manager.users.ada.imports = [ ../home.nix ];
    }
  ];
}
