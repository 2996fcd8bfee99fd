{ nixpkgs, nixpkgs-unstable }:
{
  mkHost = system: modules: nixpkgs.lib.nixosSystem {
    inherit system modules;
    specialArgs.unstable = import nixpkgs-unstable { inherit system; };
  };
}
