{ imports = [ ../../modules/base.nix ]; }
