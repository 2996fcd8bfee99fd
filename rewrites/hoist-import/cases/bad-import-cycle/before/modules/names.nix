(import ./more-names.nix) ++ [ "vim" ]
