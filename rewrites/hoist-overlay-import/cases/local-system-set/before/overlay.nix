{ nixpkgs-unstable }:
final: prev: {
  unstable = import nixpkgs-unstable {
    localSystem = { inherit (final) system; };
    config.allowUnfree = true;
  };
}
