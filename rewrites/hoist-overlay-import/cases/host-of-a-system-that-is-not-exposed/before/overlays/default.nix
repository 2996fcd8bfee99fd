{ inputs }:
final: prev: {
  helix = (import inputs.nixpkgs-unstable { inherit (final.stdenv.hostPlatform) system; }).helix;
}
