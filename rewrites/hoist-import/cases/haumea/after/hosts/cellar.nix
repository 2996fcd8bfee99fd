{ inputs, pkgs-unstable, ... }:
inputs.nixpkgs.lib.nixosSystem {
  system = "x86_64-linux";
  specialArgs = { inherit pkgs-unstable; };
  modules = [
    ../modules/editors.nix
    { networking.hostName = "cellar"; }
  ];
}
