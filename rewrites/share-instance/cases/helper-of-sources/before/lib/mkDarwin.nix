{ inputs, system, modules, ... }:
inputs.nix-darwin.lib.darwinSystem {
  inherit system modules;
  specialArgs = { inherit inputs; };
}
