(import ./names.nix) ++ [ "git" ]
