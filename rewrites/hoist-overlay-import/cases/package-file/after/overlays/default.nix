{ instances, ... }:
final: prev: {
  editor = final.callPackage ../pkgs/editor.nix { inherit instances; };
  editor-light = final.editor.override { withServers = false; };
}
