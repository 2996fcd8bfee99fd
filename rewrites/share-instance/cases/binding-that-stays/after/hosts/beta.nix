{ inputs, pkgs-unstable-unfree, ... }:
let
  pkgs-unstable = pkgs-unstable-unfree;
in
inputs.nixpkgs.lib.nixosSystem {
  system = "x86_64-linux";
  specialArgs = { inherit pkgs-unstable; };
  modules = [ ({ pkgs-unstable, ... }: { environment.systemPackages = [ pkgs-unstable.git ]; }) ];
}
