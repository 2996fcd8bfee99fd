{ inputs, mylib, system, instances, ... }:
# One of each branch.
{
  inherit inputs mylib;
  unstable-pkgs = instances.${system}.pkgs-unstable;
  master-pkgs = instances.${system}.pkgs-master;
}
