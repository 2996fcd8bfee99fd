{
  description = "A stand-in for flakelight: NixOS hosts of options and of the folder nix/nixos";

  outputs =
    { self }:
    {
      __functor =
        _: src: root:
        let
          inherit (root) inputs;
          inherit (inputs.nixpkgs) lib;
          args = { inherit inputs lib src; };
          called = v: if lib.isFunction v then v args else v;
          folder = src + "/nix/nixos";
          found = lib.mapAttrs (name: _: import (folder + "/${name}")) (
            if builtins.pathExists folder then builtins.readDir folder else { }
          );
          overlays = root.withOverlays or [ ];
          build =
            hostname: given:
            let
              cfg = called given;
            in
            inputs.nixpkgs.lib.nixosSystem (
              cfg
              // {
                specialArgs = {
                  inherit inputs hostname;
                }
                // cfg.specialArgs or { };
                modules = [ { nixpkgs.overlays = overlays; } ] ++ cfg.modules or [ ];
              }
            );
        in
        {
          nixosConfigurations = lib.mapAttrs build (found // called (root.nixosConfigurations or { }));
        };
    };
}
