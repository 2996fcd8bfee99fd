# overlays/git.nix
# Keeps git at the version that the server's hooks are written for.

{ instances }:
final: _prev:
let
  old_pkgs = instances.${final.stdenv.hostPlatform.system}.old_pkgs;
in
{
  # Until the hooks are ported.
  old-git = old_pkgs.git;
}
