{ pkgs-unstable, ... }:
let
  inherit (import ./sets.nix { inherit pkgs-unstable; }) unstable;
in
[ unstable.helix ]
