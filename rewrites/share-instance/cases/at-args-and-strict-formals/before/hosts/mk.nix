{ inputs, lib }:
name:
lib.nixosSystem {
  system = "x86_64-linux";
  specialArgs = {
    unstable = import inputs.nixpkgs-unstable { system = "x86_64-linux"; };
  };
  modules = [ ./${name}.nix ];
}
