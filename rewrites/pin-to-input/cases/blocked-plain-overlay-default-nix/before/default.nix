# For nix-build.
import <nixpkgs> { overlays = [ (import ./overlay.nix) ]; }
