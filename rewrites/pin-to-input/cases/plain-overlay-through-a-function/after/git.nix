{ instances }:
_final: prev: {
  inherit
    (instances.${prev.stdenv.hostPlatform.system}.pkgs-dc205f7)
    git
    ;
}
