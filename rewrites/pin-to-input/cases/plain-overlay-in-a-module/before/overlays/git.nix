# overlays/git.nix
# Keeps git at the version that the server's hooks are written for.

final: _prev:
let
  old_pkgs = import (builtins.fetchTarball {
    url = "https://github.com/NixOS/nixpkgs/archive/dc205f7b4fdb04c8b7877b43edb7b73be7730081.tar.gz";
    sha256 = "sha256:0khifkmi7bmr8dv23js4yax5grqzwkpxcvya8krha4zzzac0fjmi";
  }) { inherit (final.stdenv.hostPlatform) system; };
in
{
  # Until the hooks are ported.
  old-git = old_pkgs.git;
}
