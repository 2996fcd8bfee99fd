{ pkgs, inputs, lib, ... }:
{
  environment.systemPackages = lib.concatMap
    (kind: [
      (import inputs.nixpkgs-unstable {
        inherit (pkgs) system;
        config = { ${kind} = true; };
      }).blender
    ])
    [ "cudaSupport" "rocmSupport" ];
}
