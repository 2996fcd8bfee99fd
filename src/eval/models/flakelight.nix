# flakelight: its API guide, and flakelight-darwin's README.
{
  input,
  inputsOfFlake,
  lib,
  evaluate,
  writtenAt,
}:
let
  inherit (builtins)
    attrNames
    attrValues
    elem
    filter
    functionArgs
    head
    isAttrs
    isFunction
    isList
    listToAttrs
    mapAttrs
    match
    pathExists
    readDir
    ;
  inherit (lib)
    genAttrs
    mkDefault
    mkIf
    mkMerge
    mkOption
    mkOrder
    types
    ;

  typed = type: default: mkOption { inherit type default; };
  function = types.raw // {
    check = isFunction;
  };
  # A value, or a function of arguments to it.
  calledWith = args: types.coercedTo function (f: f args);
  oneOrMore = types.coercedTo (types.raw // { check = v: !isList v; }) (v: [ v ]) (types.listOf types.raw);
  # All that is defined, of any kind.
  anything = types.unspecified;

  importDirPaths =
    dir:
    let
      plain = name: if match "_.*" name == null then name else builtins.substring 1 (-1) name;
      entry =
        file:
        let
          stem = lib.removeSuffix ".nix" file;
        in
        {
          name = plain stem;
          value = dir + "/${file}";
        };
      isEntry =
        file: file != "default.nix" && (lib.hasSuffix ".nix" file || pathExists (dir + "/${file}/default.nix"));
    in
    listToAttrs (map entry (filter isEntry (attrNames (readDir dir))));
  importDir = dir: mapAttrs (_: import) (importDirPaths dir);
  selectAttr = attr: mapAttrs (_: v: v.${attr} or { });

  # What is written as it is, or as a function of packages.
  withPkgs =
    pkgs: v:
    if !isFunction v then
      v
    else if functionArgs v == { } then
      v pkgs
    else
      pkgs.callPackage v { };
  eachWithPkgs = pkgs: v: if isAttrs v then mapAttrs (_: withPkgs pkgs) v else v;

  # What is read from `nixDir` by name: paths are not imported.
  fromFolder = [
    "apps"
    "bundlers"
    "checks"
    "devShell"
    "devShells"
    "formatter"
    "formatters"
    "homeConfigurations"
    "homeModule"
    "homeModules"
    "legacyPackages"
    "lib"
    "nixosConfigurations"
    "nixosModule"
    "nixosModules"
    "outputs"
    "overlay"
    "overlays"
    "package"
    "packages"
    "perSystem"
    "templates"
    "withOverlays"
  ];
  asLists = [ "withOverlays" ];

  # What the folder has for options, by their names and others that are given.
  loaded =
    config: names:
    let
      fromName =
        option: name:
        let
          at = config.nixDir + "/${name}";
          read = if elem option config.nixDirPathAttrs then importDirPaths else importDir;
          found = read at;
        in
        if pathExists (at + ".nix") then
          [ (import (at + ".nix")) ]
        else if pathExists (at + "/default.nix") then
          [ (import at) ]
        else if pathExists at then
          [ (if elem option asLists then attrValues found else found) ]
        else
          [ ];
      all = name: builtins.concatMap (fromName name) ([ name ] ++ config.nixDirAliases.${name} or [ ]);
    in
    genAttrs names (name: mkMerge (if config.nixDir == null then [ ] else all name));

  core =
    {
      config,
      options,
      src,
      lib,
      ...
    }@args:
    let
      moduleArgs = {
        inherit
          config
          options
          lib
          src
          ;
      }
      // config._module.args;
      inherit (config) inputs;

      patched = system: (inputs.nixpkgs.legacyPackages.${system}).applyPatches {
        src = inputs.nixpkgs;
        inherit (config.nixpkgs) patches;
      };
      pkgsFor = genAttrs config.systems (
        system:
        import (if config.nixpkgs.patches == [ ] then inputs.nixpkgs else patched system) {
          inherit (config.nixpkgs) config;
          localSystem = { inherit system; };
          overlays = config.nixpkgs.overlays ++ [ config.packageOverlay ];
        }
      );
      genSystems = f: genAttrs config.systems (system: f pkgsFor.${system});
      called = calledWith moduleArgs;
      named = type: typed (called (types.lazyAttrsOf type)) { };
      configurations = named (called types.attrs);
      modules = named types.deferredModule;
      plain = typed anything;

      overlayArgs = attrNames moduleArgs;
      # A function of arguments to overlays, or an overlay.
      overlaysOf =
        f:
        if !isFunction f then
          [ f ]
        else if filter (n: !(elem n overlayArgs)) (attrNames (functionArgs f)) != [ ] || isFunction (f moduleArgs) then
          [ f ]
        else
          f moduleArgs;

      packagesWith =
        pkgs:
        let
          defs = if isFunction config.packages then config.packages (moduleArgs // { inherit (pkgs) system; }) else config.packages;
        in
        if config.packages == null then { } else defs;

      propagated =
        {
          pkgs,
          config,
          lib,
          ...
        }:
        let
          inherit (pkgs.stdenv.hostPlatform) system;
        in
        {
          _module.args.flake = {
            inputs' = mapAttrs (_: selectAttr system) inputs;
            outputs' = selectAttr system outputs;
          }
          // moduleArgs;
        };
      inherit (config) outputs;
      propagationModule = {
        imports = [ propagated ];
        nixpkgs.overlays = mkOrder 10 (config.withOverlays ++ [ config.packageOverlay ]);
        nixpkgs.config = config.nixpkgs.config;
      };
      # Homes within a host have a package set of their own, or not.
      forHomes =
        { config, ... }:
        {
          home-manager.sharedModules = if config.home-manager.useGlobalPkgs then [ propagated ] else [ propagationModule ];
        };

      isBuilt = c: !(c ? modules || c ? system || c ? specialArgs || c ? extraSpecialArgs);
      nixos =
        hostname: cfg:
        if isBuilt cfg then
          cfg
        else
          inputs.nixpkgs.lib.nixosSystem (
            cfg
            // {
              specialArgs = writtenAt (cfg.specialArgs or { }) ({ inherit inputs hostname; } // cfg.specialArgs or { });
              modules = [
                propagationModule
                forHomes
                ({ flake, ... }: { _module.args = { inherit (flake) inputs'; }; })
              ]
              ++ cfg.modules or [ ];
            }
          );
      home =
        name: cfg:
        if isBuilt cfg then
          cfg
        else
          inputs.home-manager.lib.homeManagerConfiguration (
            removeAttrs cfg [ "system" ]
            // {
              extraSpecialArgs = writtenAt (cfg.extraSpecialArgs or { }) (
                {
                  inherit inputs;
                  inputs' = mapAttrs (_: selectAttr cfg.system) inputs;
                }
                // cfg.extraSpecialArgs or { }
              );
              modules = [
                { home.username = mkDefault (head (match "([^@]*)(@.*)?" name)); }
                propagationModule
              ]
              ++ cfg.modules or [ ];
              pkgs = inputs.nixpkgs.legacyPackages.${cfg.system};
            }
          );

      unlessEmpty = name: value: mkIf (config.${name} != { }) { ${name} = value; };
      bySystem = name: mkIf (config.${name} != null) {
        ${name} = genSystems (pkgs: eachWithPkgs pkgs (withPkgs pkgs config.${name}));
      };
    in
    {
      options = {
        inputs = typed (types.lazyAttrsOf types.raw) { };
        systems = typed (types.listOf types.str) [
          "x86_64-linux"
          "aarch64-linux"
        ];
        outputs = typed (called (types.lazyAttrsOf anything)) { };
        perSystem = typed (types.functionTo anything) (_: { });
        nixpkgs = {
          config = typed (types.lazyAttrsOf types.raw) { };
          overlays = typed (types.listOf types.raw) [ ];
          patches = typed (types.listOf types.raw) [ ];
        };
        withOverlays = mkOption {
          type = types.coercedTo function overlaysOf (types.listOf types.raw);
          default = [ ];
        };
        packageOverlay = plain (_: _: { });
        propagationModule = plain { };
        nixDir = plain (src + "/nix");
        nixDirAliases = typed (types.attrsOf (types.listOf types.str)) { };
        nixDirPathAttrs = typed (types.listOf types.str) [ ];

        package = plain null;
        packages = plain null;
        pname = plain null;
        devShell = plain null;
        devShells = named anything;
        overlay = plain null;
        overlays = named types.raw;
        nixosModule = typed (types.nullOr types.deferredModule) null;
        nixosModules = modules;
        homeModule = typed (types.nullOr types.deferredModule) null;
        homeModules = modules;
        flakelightModule = typed (types.nullOr types.deferredModule) null;
        flakelightModules = modules;
        nixosConfigurations = configurations;
        homeConfigurations = configurations;
        lib = named types.raw;
        template = plain null;
        templates = plain { };
        apps = plain null;
        bundlers = plain null;
        checks = plain null;
        formatter = plain null;
        formatters = plain null;
        legacyPackages = plain null;
        functor = plain null;
        description = plain null;
        license = plain null;
        editorconfig = plain true;
        flakelight = plain { };
      };

      config = mkMerge [
        {
          _module.args = {
            inherit (config) inputs outputs;
            inherit pkgsFor genSystems moduleArgs;
            flakelight = library;
          };
          inputs = mapAttrs (_: mkDefault) ({ inherit (input.inputs) nixpkgs; } // inputsOfFlake);
          nixpkgs.overlays = config.withOverlays;
          inherit propagationModule;
          packageOverlay = final: prev: eachWithPkgs final (packagesWith prev);
          nixDirAliases.nixosConfigurations = [ "nixos" ];
          nixDirAliases.homeConfigurations = [ "home" ];
          nixDirPathAttrs = [
            "nixosModules"
            "homeModules"
            "flakelightModules"
          ];
        }
        (loaded config fromFolder)
        {
          packages = mkIf (config.package != null) { default = config.package; };
          devShells = mkIf (config.devShell != null) { default = config.devShell; };
          overlays = mkIf (config.overlay != null) { default = config.overlay; };
          nixosModules = mkIf (config.nixosModule != null) { default = config.nixosModule; };
          homeModules = mkIf (config.homeModule != null) { default = config.homeModule; };
        }
        {
          outputs = mkMerge [
            (unlessEmpty "nixosConfigurations" (mapAttrs nixos config.nixosConfigurations))
            (unlessEmpty "homeConfigurations" (mapAttrs home config.homeConfigurations))
            (unlessEmpty "nixosModules" config.nixosModules)
            (unlessEmpty "homeModules" config.homeModules)
            (unlessEmpty "flakelightModules" config.flakelightModules)
            (unlessEmpty "overlays" config.overlays)
            (unlessEmpty "lib" config.lib)
            (unlessEmpty "templates" config.templates)
            (unlessEmpty "devShells" (
              genSystems (
                pkgs:
                mapAttrs (
                  _: shell:
                  let
                    given = withPkgs pkgs shell;
                  in
                  if isAttrs given then pkgs.mkShell (eachWithPkgs pkgs given) else given
                ) config.devShells
              )
            ))
            (mkIf (config.packages != null) { packages = genSystems (pkgs: eachWithPkgs pkgs (packagesWith pkgs)); })
            (bySystem "apps")
            (bySystem "bundlers")
            (bySystem "checks")
            (bySystem "formatters")
            (bySystem "formatter")
            (bySystem "legacyPackages")
            (lib.zipAttrsWith (_: builtins.foldl' (a: b: a // b) { }) (
              map (system: mapAttrs (_: v: { ${system} = v; }) (config.perSystem pkgsFor.${system})) config.systems
            ))
          ];
        }
      ];
    };

  # flakelight-darwin
  darwin =
    {
      config,
      lib,
      inputs,
      moduleArgs,
      ...
    }:
    let
      called = calledWith moduleArgs;
      build =
        hostname: cfg:
        if cfg ? modules || cfg ? system || cfg ? specialArgs then
          inputs.nix-darwin.lib.darwinSystem (
            cfg
            // {
              specialArgs = writtenAt (cfg.specialArgs or { }) (
                {
                  inherit inputs hostname;
                  inputs' = mapAttrs (_: selectAttr cfg.system) inputs;
                }
                // cfg.specialArgs or { }
              );
              modules = [ config.propagationModule ] ++ cfg.modules or [ ];
            }
          )
        else
          cfg;
    in
    {
      options = {
        darwinModule = typed (types.nullOr types.deferredModule) null;
        darwinModules = typed (called (types.lazyAttrsOf types.deferredModule)) { };
        darwinConfigurations = typed (called (types.lazyAttrsOf (called types.attrs))) { };
      };
      config = mkMerge [
        (loaded config [
          "darwinConfigurations"
          "darwinModules"
        ])
        {
          inputs.nix-darwin = mkDefault input.inputs.nix-darwin;
          systems = [
            "aarch64-darwin"
            "x86_64-darwin"
          ];
          nixDirAliases.darwinConfigurations = [ "darwin" ];
          darwinModules = mkIf (config.darwinModule != null) { default = config.darwinModule; };
          outputs = mkMerge [
            (mkIf (config.darwinConfigurations != { }) {
              darwinConfigurations = mapAttrs build config.darwinConfigurations;
            })
            (mkIf (config.darwinModules != { }) { inherit (config) darwinModules; })
          ];
        }
      ];
    };

  makeWith = extra: {
    __functor =
      _: src: root:
      (evaluate {
        modules = [
          core
          { _module.args = { inherit src; }; }
        ]
        ++ extra
        ++ [ root ];
      }).outputs;
    extend = more: makeWith (extra ++ more);
    extraModules = extra;
  };
  library = {
    inherit importDir importDirPaths selectAttr;
    mkFlake = makeWith [ ];
  };
in
{
  flakelight.lib = library;
  flakelight-darwin = {
    lib.mkFlake = makeWith [ darwin ];
    flakelightModules.default = darwin;
  };
}
