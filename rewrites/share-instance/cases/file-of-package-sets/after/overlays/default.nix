# For `nix-build`, without the flake.
{ inputs }:
(import ../pkgs/package-sets.nix { inherit inputs; }).overlays
