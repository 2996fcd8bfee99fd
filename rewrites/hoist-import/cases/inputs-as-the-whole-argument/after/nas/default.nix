{ unstable }:
{ nixpkgs, ... }@inputs:
let
  system = "x86_64-linux";
in
nixpkgs.lib.nixosSystem {
  inherit system;
  specialArgs = { inherit unstable; };
  modules = [
    ./git.nix
    { system.configurationRevision = inputs.self.rev or null; }
  ];
}
