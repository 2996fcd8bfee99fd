{ inputs, pkgs, ... }:
let
  inherit (import ./sets.nix { inherit inputs pkgs; }) unstable;
in
[ unstable.helix ]
