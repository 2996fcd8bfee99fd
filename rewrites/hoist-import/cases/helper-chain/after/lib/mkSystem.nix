{ inputs, instances, ... }:
name: system: modules:
inputs.nixpkgs.lib.nixosSystem {
  inherit system;
  specialArgs = { inherit inputs; inherit (instances.${system}) unstable; };
  modules = [
    { networking.hostName = name; }
  ] ++ modules;
}
