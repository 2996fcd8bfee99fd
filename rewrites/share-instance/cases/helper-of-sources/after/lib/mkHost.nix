{
  inputs,
  mylib,
  system,
  modules,
  instances,
  ...
}:
let
  overlays = import ../overlays.nix { inherit instances; };
in
inputs.nixpkgs.lib.nixosSystem {
  inherit system;
  specialArgs = import ./specialArgs.nix { inherit inputs mylib system instances; };
  modules = modules ++ [ { nixpkgs.overlays = builtins.attrValues overlays; } ];
}
