_final: prev: {
  inherit
    (import (builtins.fetchGit {
      url = "https://github.com/NixOS/nixpkgs";
      rev = "dc205f7b4fdb04c8b7877b43edb7b73be7730081";
    }) { inherit (prev.stdenv.hostPlatform) system; })
    git
    ;
}
