# The nodes of a hive (the colmena manual, "meta" and "Writing Modules").
lib: hive:
let
  meta = hive.meta;
  nodes = builtins.mapAttrs (
    name: node:
    let
      pkgs = (meta.nodeNixpkgs or { }).${name} or meta.nixpkgs;
    in
    import (pkgs.path + "/nixos/lib/eval-config.nix") {
      system = pkgs.stdenv.hostPlatform.system;
      modules = [
        {
          _file = "colmena";
          nixpkgs.overlays = lib.mkBefore pkgs.overlays;
          nixpkgs.config = pkgs.config;
        }
        (hive.defaults or { })
        node
      ];
      specialArgs = {
        inherit name nodes;
      }
      // meta.specialArgs or { }
      // (meta.nodeSpecialArgs or { }).${name} or { };
    }
  ) (removeAttrs hive [ "meta" "defaults" ]);
in
nodes
