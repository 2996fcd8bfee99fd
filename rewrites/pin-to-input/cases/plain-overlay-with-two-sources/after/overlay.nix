{ instances }:
final: prev:
let
  inherit (prev.stdenv.hostPlatform) system;
  oldPkgs = instances.${system}.oldPkgs;
in
{
  old-git = oldPkgs.git;
  new-hello = instances.${system}.pkgs-611bf8f.hello;
}
