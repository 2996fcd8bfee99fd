{ inputs, unstable }:
let
  inherit (inputs.nixpkgs) lib;
in
{
  mkHost =
    { name, extra ? [ ] }:
    lib.nixosSystem {
      system = "x86_64-linux";
      specialArgs = { inherit inputs unstable; };
      modules = [ ../hosts/${name}.nix ] ++ extra;
    };
}
