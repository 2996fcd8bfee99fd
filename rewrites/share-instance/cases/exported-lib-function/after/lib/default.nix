{ nixpkgs, instances }:
{
  mkHost = system: modules: nixpkgs.lib.nixosSystem {
    inherit system modules;
    specialArgs.unstable = instances.${system}.pkgs-unstable;
  };
}
