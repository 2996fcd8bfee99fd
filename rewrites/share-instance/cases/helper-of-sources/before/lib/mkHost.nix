{
  inputs,
  mylib,
  system,
  modules,
  ...
}:
let
  overlays = import ../overlays.nix { inherit inputs; };
in
inputs.nixpkgs.lib.nixosSystem {
  inherit system;
  specialArgs = import ./specialArgs.nix { inherit inputs mylib system; };
  modules = modules ++ [ { nixpkgs.overlays = builtins.attrValues overlays; } ];
}
