{ nixpkgs, nixpkgs-unstable, ... }@inputs:
let
  system = "x86_64-linux";
  # For what the services need.
  unstable = import nixpkgs-unstable { inherit system; };
in
nixpkgs.lib.nixosSystem {
  inherit system;
  specialArgs = { inherit inputs unstable; };
  modules = [
    ./git.nix
    { system.configurationRevision = inputs.self.rev or null; }
  ];
}
