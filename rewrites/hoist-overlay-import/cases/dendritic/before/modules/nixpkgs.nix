{ inputs, ... }:
let
  overlays = [
    (final: prev: {
      unstable = import inputs.nixpkgs-unstable { inherit (final) system; };
    })
  ];
in
{
  flake.modules.nixos.base = { nixpkgs.overlays = overlays; };
}
