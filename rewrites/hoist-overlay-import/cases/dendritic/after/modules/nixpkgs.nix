{ instances, ... }:
let
  overlays = [
    (final: prev: {
      unstable = instances.${final.system}.unstable;
    })
  ];
in
{
  flake.modules.nixos.base = { nixpkgs.overlays = overlays; };
}
