{ inputs, mylib, system, modules }:
inputs.nixpkgs.lib.nixosSystem {
  inherit system modules;
  specialArgs = {
    inherit mylib;
    pkgs-unstable = import inputs.nixpkgs-unstable { inherit system; };
  };
}
