{ inputs, ... }:
let
  mkNixpkgs = source: system: import source { inherit system; config.allowUnfree = true; };
in
{
  branches = final: _prev: {
    unstable = mkNixpkgs inputs.nixpkgs-unstable final.stdenv.hostPlatform.system;
    master = mkNixpkgs inputs.nixpkgs-master final.stdenv.hostPlatform.system;
  };
}
