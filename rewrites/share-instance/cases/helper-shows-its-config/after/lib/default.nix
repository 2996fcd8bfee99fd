{ inputs, instances }:
let
  shared = import ./shared.nix;
in
shared
// {
  mkHome = import ./home.nix {
    inherit inputs instances;
  };
}
