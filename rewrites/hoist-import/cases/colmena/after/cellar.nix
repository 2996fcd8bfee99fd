{ imports = [ ./modules/editors.nix ]; }
