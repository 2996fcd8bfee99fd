{ instances, ... }:
final: prev: {
  inherit (instances.${prev.system}.pkgs-unstable) helix;
}
