{ instances }:
final: prev: {
  helix = instances.${final.stdenv.hostPlatform.system}.pkgs-unstable.helix;
}
