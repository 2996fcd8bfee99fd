{ inputs, mylib, system, ... }:
let
  # One of each branch.
  mkPkgs =
    nixpkgs:
    import nixpkgs {
      inherit system;
      config.allowUnfree = true;
    };
in
{
  inherit inputs mylib;
  unstable-pkgs = mkPkgs inputs.nixpkgs-unstable;
  master-pkgs = mkPkgs inputs.nixpkgs-master;
}
