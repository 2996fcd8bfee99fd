{ inputs, ... }:
name: system: modules:
inputs.nixpkgs.lib.nixosSystem {
  inherit system;
  specialArgs = { inherit inputs; };
  modules = [
    { networking.hostName = name; }
  ] ++ modules;
}
