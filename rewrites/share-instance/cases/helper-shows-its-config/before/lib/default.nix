{ inputs }:
let
  shared = import ./shared.nix;
in
shared
// {
  mkHome = import ./home.nix {
    inherit inputs;
    inherit (shared) nixpkgsConfig nixpkgsOverlays;
  };
}
