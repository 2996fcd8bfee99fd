{ inputs, ... }:
final: prev: {
  inherit (import inputs.nixpkgs-unstable { inherit (prev) system; }) helix;
}
