{
  description = "A stand-in for flake-parts";

  outputs =
    { self, nixpkgs-lib }:
    let
      inherit (nixpkgs-lib) lib;
      inherit (lib) mkOption types;
      names = [
        "packages"
        "devShells"
        "checks"
        "formatter"
      ];

      bySystem =
        {
          config,
          self,
          lib,
          ...
        }:
        let
          anySystem = system: config.allSystems.${system} or (evaluate self system config.perSystem);
        in
        {
          options = {
            systems = mkOption { type = types.listOf types.str; };
            perSystem = mkOption {
              type = types.deferredModule;
              default = { };
            };
            allSystems = mkOption { type = types.anything; };
          };
          config = {
            allSystems = lib.genAttrs config.systems (system: evaluate self system config.perSystem);
            flake = lib.genAttrs names (
              name:
              lib.filterAttrs (_: v: !(lib.isAttrs v && v._type or "" == "world-undefined")) (
                lib.mapAttrs (_: s: s.config.${name} or { }) config.allSystems
              )
            );
            _module.args = rec {
              getSystem = system: (anySystem system).config;
              withSystem =
                system: f:
                let
                  s = anySystem system;
                in
                f (
                  s._module.args
                  // {
                    inherit system;
                    inherit (s) config;
                  }
                );
            };
          };
        };

      evaluate =
        flake: system: module:
        let
          perInput = lib.mapAttrs (_: v: if lib.isAttrs v then v.${system} or { } else { });
        in
        lib.evalModules {
          modules = [
            module
            {
              _module.args = {
                self' = perInput (lib.genAttrs names (n: flake.${n}));
                inputs' = lib.mapAttrs (_: perInput) flake.inputs;
                pkgs = lib.mkOptionDefault flake.inputs.nixpkgs.legacyPackages.${system};
              };
            }
          ];
          specialArgs = { inherit system; };
        };
    in
    {
      lib.mkFlake =
        {
          inputs,
          self ? inputs.self,
          specialArgs ? { },
        }:
        module:
        (lib.evalModules {
          class = "flake";
          modules = [
            bySystem
            module
          ];
          specialArgs = {
            inherit inputs self;
            flake-parts-lib = { };
          }
          // specialArgs;
        }).config.flake;

      # `perSystem.overlayAttrs` as an overlay.
      flakeModules.easyOverlay =
        { getSystem, ... }:
        {
          config.flake.overlays.default = final: prev: (getSystem prev.stdenv.hostPlatform.system).overlayAttrs;
        };

      flakeModules.modules.options.flake.modules = mkOption {
        type = types.lazyAttrsOf (types.lazyAttrsOf types.deferredModule);
        default = { };
      };
    };
}
