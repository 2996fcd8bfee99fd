{ inputs }:
final: prev: {
  fresh = import inputs.nixpkgs-unstable {
    inherit (final) system;
    config.allowUnfree = true;
  };
}
