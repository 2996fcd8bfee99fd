{ inputs, mylib, system, modules, ... }:
let
  specialArgs = {
    inherit inputs mylib;
    pkgs-unstable = import inputs.nixpkgs-unstable { inherit system; };
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
