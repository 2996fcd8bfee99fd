{ nixpkgs-unstable }:
final: prev: {
  unstable = import nixpkgs-unstable {
    localSystem = final.stdenv.hostPlatform;
    config.allowUnfree = true;
  };
}
