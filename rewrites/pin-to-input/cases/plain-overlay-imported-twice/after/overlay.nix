{ instances }:
final: prev: {
  old-git = instances.${final.stdenv.hostPlatform.system}.pkgs-dc205f7.git;
}
