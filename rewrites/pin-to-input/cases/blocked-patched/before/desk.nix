{ pkgs, inputs, ... }:
let
  patched = pkgs.applyPatches { src = inputs.nixpkgs; patches = [ ./fix.patch ]; };
  fixed = import patched { inherit (pkgs.stdenv.hostPlatform) system; };
in
{ environment.systemPackages = [ fixed.hello ]; }
