# flake-parts: its library, the modules that every evaluation has, and those that are asked for by name
# (https://flake.parts, "Module Arguments" and the reference of its options).
{
  lib,
  mkFlake,
  evalFlakeModule,
}:
let
  inherit (builtins) functionArgs mapAttrs;
  inherit (lib) mkOption mkOptionDefault types;

  flakeOption = name: option: { options.flake.${name} = mkOption option; };

  # An attribute of the flake by system, from one of perSystem.
  transposed =
    name: option:
    library.mkTransposedPerSystemModule {
      inherit name;
      option = mkOption option;
      file = "flake-parts";
    };

  packages = types.lazyAttrsOf types.package;

  library = {
    inherit mkFlake evalFlakeModule;

    defaultModule = x: if x ? flakeModules then x.flakeModules.default or x else x;

    mkSubmoduleOptions =
      options:
      mkOption {
        type = types.submoduleWith { modules = [ { inherit options; } ]; };
      };

    mkPerSystemType = module: types.deferredModuleWith { staticModules = [ module ]; };
    mkDeferredModuleType = library.mkPerSystemType;
    mkPerSystemOption = module: mkOption { type = library.mkPerSystemType module; };
    mkDeferredModuleOption = library.mkPerSystemOption;

    mkTransposedPerSystemModule =
      {
        name,
        option,
        file,
      }:
      {
        _file = file;
        options = {
          flake.${name} = mkOption {
            type = types.lazyAttrsOf option.type;
            default = { };
          };
          perSystem = library.mkPerSystemOption { options.${name} = option; };
        };
        config.transposition.${name} = { };
      };

    inherit (types) attrsWith;

    mkAliasOptionModule = lib.mkAliasOptionModule;
    inherit (lib.modules) importApply;

    importAndPublish = name: module: {
      imports = [
        module
        flakeModules.modules
      ];
      flake.modules.flake.${name} = module;
    };

    memoizeStr = f: f;
  };

  # What every evaluation has. `perSystemOf` evaluates modules for a system.
  modules = perSystemOf: [
    # The flake
    {
      options.flake = mkOption {
        type = types.submoduleWith {
          modules = [ { freeformType = types.lazyAttrsOf (types.unique { message = ""; } types.raw); } ];
        };
        default = { };
      };
    }
    (flakeOption "nixosConfigurations" {
      type = types.lazyAttrsOf types.raw;
      default = { };
    })
    (flakeOption "nixosModules" {
      type = types.lazyAttrsOf types.deferredModule;
      default = { };
    })
    (flakeOption "overlays" {
      type = types.lazyAttrsOf (
        types.uniq (types.functionTo (types.functionTo (types.lazyAttrsOf types.unspecified)))
      );
      default = { };
    })

    # Systems
    (
      {
        config,
        self,
        ...
      }:
      let
        perInput = config.perInput;
        # It may be asked for a system that is not in `systems`, which `perSystem` evaluates too, once for each.
        getSystem = system: config.perSystem system;
        withSystem = system: f: f (getSystem system).allModuleArgs;
      in
      {
        options = {
          debug = mkOption {
            type = types.bool;
            default = false;
          };
          systems = mkOption { type = types.listOf types.str; };
          transposition = mkOption {
            type = types.lazyAttrsOf types.anything;
            default = { };
          };
          perInput = mkOption {
            type = types.functionTo (types.functionTo (types.lazyAttrsOf types.unspecified));
          };
          perSystem = mkOption {
            type = library.mkPerSystemType (
              {
                config,
                options,
                system,
                specialArgs,
                ...
              }:
              {
                options.allModuleArgs = mkOption { type = types.lazyAttrsOf types.raw; };
                config = {
                  _module.args = {
                    inputs' = mapAttrs (_: perInput system) self.inputs;
                    self' = perInput system self;
                    pkgs = mkOptionDefault self.inputs.nixpkgs.legacyPackages.${system};
                  };
                  allModuleArgs = config._module.args // specialArgs // { inherit config options; };
                };
              }
            );
            apply = perSystemOf;
          };
          allSystems = mkOption { type = types.lazyAttrsOf types.unspecified; };
        };
        config = {
          allSystems = lib.genAttrs config.systems config.perSystem;
          perInput = system: flake: mapAttrs (name: _: flake.${name}.${system}) config.transposition;
          flake = mapAttrs (
            name: _: mapAttrs (_: perSystem: perSystem.${name}) config.allSystems
          ) config.transposition;
          _module.args = {
            inherit getSystem withSystem;
            getSystemIgnoreWarning = getSystem;
            # A module with arguments of perSystem besides its own.
            moduleWithSystem =
              module:
              { config, pkgs, ... }:
              let
                system = config._module.args.system or pkgs.stdenv.hostPlatform.system;
                all = withSystem system (args: args);
              in
              {
                imports = [ (module (mapAttrs (name: _: all.${name}) (functionArgs module))) ];
              };
          };
        };
      }
    )
    (transposed "packages" {
      type = packages;
      default = { };
    })
    (transposed "checks" {
      type = packages;
      default = { };
    })
    (transposed "devShells" {
      type = packages;
      default = { };
    })
    (transposed "apps" {
      type = types.lazyAttrsOf types.raw;
      default = { };
    })
    (transposed "legacyPackages" {
      type = types.lazyAttrsOf types.raw;
      default = { };
    })
    (transposed "formatter" {
      type = types.nullOr types.package;
      default = null;
    })
  ];

  flakeModules = {
    # `flake.modules.CLASS.NAME`
    modules = flakeOption "modules" {
      type = types.lazyAttrsOf (types.lazyAttrsOf types.deferredModule);
      default = { };
    };

    # `flake.flakeModules.NAME`, and `flake.flakeModule` for the default one
    flakeModules = {
      options.flake = {
        flakeModules = mkOption {
          type = types.lazyAttrsOf types.deferredModule;
          default = { };
        };
        flakeModule = mkOption {
          type = types.deferredModule;
          default = { };
        };
      };
    };

    bundlers = transposed "bundlers" {
      type = types.lazyAttrsOf types.raw;
      default = { };
    };

    # `perSystem.overlayAttrs` as `flake.overlays.default`
    easyOverlay =
      { getSystem, ... }:
      let
        # What it makes for any system is asked for beforehand: nobody calls a function of this file to look.
        overlay = ofAnySystem: final: prev: (getSystem prev.stdenv.hostPlatform.system).overlayAttrs;
      in
      {
        options.perSystem = library.mkPerSystemOption (
          { pkgs, ... }:
          {
            options.overlayAttrs = mkOption {
              type = types.lazyAttrsOf types.unspecified;
              default = { };
            };
            # In the overlay it is what the overlay gets.
            config._module.args.final = mkOptionDefault pkgs;
          }
        );
        config.flake.overlays.default = overlay (getSystem null).overlayAttrs;
      };

    # Outputs from further modules, with further inputs
    partitions =
      {
        config,
        inputs,
        self,
        partitionStack,
        partitionInputs,
        evaluatePartition,
        ...
      }:
      let
        partition =
          { config, name, ... }:
          let
            all =
              inputs
              // config.extraInputs
              // {
                self = self // {
                  inputs = all;
                };
              };
          in
          {
            options = {
              extraInputsFlake = mkOption {
                type = types.raw;
                default = null;
              };
              extraInputs = mkOption {
                type = types.lazyAttrsOf types.raw;
                default = { };
              };
              module = mkOption {
                type = types.deferredModule;
                default = { };
                apply = evaluatePartition all (partitionStack ++ [ name ]);
              };
            };
            config.extraInputs = lib.mkIf (config.extraInputsFlake != null) partitionInputs;
          };
      in
      {
        options = {
          partitionedAttrs = mkOption {
            type = types.attrsOf types.str;
            default = { };
          };
          partitions = mkOption {
            type = types.attrsOf (types.submodule partition);
            default = { };
          };
        };
        config.flake =
          if partitionStack == [ ] then
            mapAttrs (
              name: partition: lib.mkForce config.partitions.${partition}.module.flake.${name}
            ) config.partitionedAttrs
          else
            { };
      };
  };
in
{
  inherit library modules flakeModules;
}
