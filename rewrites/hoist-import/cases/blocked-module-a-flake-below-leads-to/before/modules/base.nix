{ imports = [ ./editors.nix ]; }
