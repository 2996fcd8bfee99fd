final: prev: {
  old-git = (import (builtins.fetchTarball {
    url = "https://github.com/NixOS/nixpkgs/archive/dc205f7b4fdb04c8b7877b43edb7b73be7730081.tar.gz";
    sha256 = "sha256:0khifkmi7bmr8dv23js4yax5grqzwkpxcvya8krha4zzzac0fjmi";
  }) { inherit (final.stdenv.hostPlatform) system; }).git;
}
