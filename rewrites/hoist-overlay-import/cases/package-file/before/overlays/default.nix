{ inputs, ... }:
final: prev: {
  editor = final.callPackage ../pkgs/editor.nix { inherit inputs; };
  editor-light = final.editor.override { withServers = false; };
}
