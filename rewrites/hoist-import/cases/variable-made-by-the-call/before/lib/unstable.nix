{ inputs, pkgs, ... }:
import inputs.nixpkgs-unstable {
  inherit (pkgs) system;
}
