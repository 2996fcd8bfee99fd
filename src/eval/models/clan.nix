# clan: its documentation (https://docs.clan.lol), "Options", "Inventory", "Autoincludes", "Flake-parts" and "Authoring a
# service". Services of clan-core are modules of another flake: what they get is passed to `own`, a symbol.
{
  input,
  own,
  isClan,
  lib,
  evaluate,
  writtenAt,
}:
let
  inherit (builtins)
    attrNames
    concatLists
    elem
    filter
    fromJSON
    isPath
    isString
    listToAttrs
    mapAttrs
    pathExists
    readDir
    readFile
    substring
    ;
  inherit (lib)
    filterAttrs
    genAttrs
    mapAttrsToList
    mkDefault
    mkForce
    mkIf
    mkOption
    types
    ;

  typed = type: default: mkOption { inherit type default; };
  raw = typed types.raw;
  rawSet = typed (types.lazyAttrsOf types.raw) { };
  deferred = typed types.deferredModule { };
  deferredSet = typed (types.lazyAttrsOf types.deferredModule) { };
  text = typed types.str;
  texts = typed (types.listOf types.str) [ ];
  anyOf = modules: typed (types.lazyAttrsOf (types.submoduleWith { inherit modules; })) { };

  # Vars are generated on any of them.
  systems = [
    "x86_64-linux"
    "aarch64-linux"
    "riscv64-linux"
    "x86_64-darwin"
    "aarch64-darwin"
  ];

  role.options = {
    machines = anyOf [ { options.settings = deferred; } ];
    tags = mkOption {
      type = types.coercedTo (types.listOf types.str) (names: genAttrs names (_: { })) (
        types.lazyAttrsOf (types.submoduleWith { modules = [ { options.settings = deferred; } ]; })
      );
      default = { };
    };
    settings = deferred;
    extraModules = typed (types.listOf types.raw) [ ];
  };

  inventory =
    { config, ... }:
    {
      options = {
        _inventoryFile = raw null;
        meta = deferred;
        modules = rawSet;
        tags = mkOption {
          type = types.submoduleWith {
            specialArgs = { inherit (config) machines; };
            modules = [ { freeformType = types.lazyAttrsOf (types.listOf types.str); } ];
          };
          default = { };
        };
        machines = anyOf [
          (
            { name, ... }:
            {
              options = {
                name = text name;
                description = raw null;
                icon = raw null;
                machineClass = text "nixos";
                installedAt = raw null;
                tags = texts;
                deploy = {
                  targetHost = raw null;
                  buildHost = raw null;
                  forwardAgent = raw null;
                };
              };
              config.tags = attrNames (filterAttrs (_: elem name) config.tags);
            }
          )
        ];
        instances = anyOf [
          (
            { name, ... }:
            {
              options = {
                module = mkOption {
                  type = types.submodule {
                    options.input = raw null;
                    options.name = text name;
                  };
                  default = { };
                };
                roles = anyOf [ role ];
              };
            }
          )
        ];
      };
      config.tags =
        { machines, ... }:
        let
          ofClass = class: attrNames (filterAttrs (_: m: m.machineClass == class) machines);
        in
        {
          all = mkDefault (attrNames machines);
          nixos = mkDefault (ofClass "nixos");
          darwin = mkDefault (ofClass "darwin");
        };
    };

  # A service of a flake's own, as its author declares it.
  service.options = {
    manifest = rawSet;
    exports = rawSet;
    roles = anyOf [
      {
        options = {
          description = raw null;
          interface = deferred;
          perInstance = deferred;
        };
      }
    ];
    perMachine = deferred;
  };
  # What it makes for a machine.
  made.options = {
    exports = deferredSet;
    nixosModule = deferred;
    darwinModule = deferred;
  };

  optionsOf = self: {
    self = raw self;
    directory = raw self;
    specialArgs = rawSet;
    machines = deferredSet;
    modules = rawSet;
    inventory = mkOption {
      type = types.submoduleWith { modules = [ inventory ]; };
      default = { };
    };
    meta = deferred;
    pkgsForSystem = raw (_: null);
    templates = raw { };
    secrets = raw { };
    vars = raw { };
    exports = rawSet;
    exportInterfaces = rawSet;
    checks = rawSet;
    outputs.moduleForMachine = rawSet;
    nixosConfigurations = rawSet;
    darwinConfigurations = rawSet;
    nixosModules = rawSet;
    darwinModules = rawSet;
    clanInternals = rawSet;
  };

  clan =
    {
      config,
      self,
      nixpkgs,
      nix-darwin,
      ...
    }:
    let
      directory =
        if isPath config.directory || isString config.directory then config.directory else config.directory.outPath;
      inherit (config.inventory) instances machines;
      classOf = name: machines.${name}.machineClass;
      ofClass = class: filterAttrs (name: _: classOf name == class);

      membersOf =
        role:
        let
          tagged = tag: attrNames (filterAttrs (_: m: elem tag m.tags) machines);
        in
        lib.unique (attrNames role.machines ++ concatLists (map tagged (attrNames role.tags)));

      # The modules of a clan service; null for clan-core's own.
      moduleOf =
        spec:
        let
          from = if spec.input == "self" then { clan = config; } else config.self.inputs.${spec.input};
        in
        if spec.input == null || isClan from then null else from.clan.modules.${spec.name};

      given = {
        inherit (config) meta;
        inherit directory;
        clanLib = own;
        exports = own.exports;
        mkExports = own.mkExports;
      };

      # One instance: what each machine gets, by role.
      instanceOf =
        name: instance:
        let
          module = moduleOf instance.module;
          declared = evaluate {
            modules = [
              service
              module
            ];
            specialArgs = given;
          };
          settingsWith =
            roleName: machine: more:
            let
              role = instance.roles.${roleName};
              tags = filterAttrs (tag: _: elem tag machines.${machine}.tags) role.tags;
            in
            evaluate {
              modules = [
                declared.roles.${roleName}.interface
                role.settings
                (role.machines.${machine}.settings or { })
              ]
              ++ mapAttrsToList (_: tag: tag.settings) tags
              ++ more;
              specialArgs = given;
            };
          settings = roleName: machine: settingsWith roleName machine [ ];
          roles = mapAttrs (roleName: role: {
            settings = own.roleSettings;
            machines = genAttrs (membersOf role) (machine: { settings = settings roleName machine; });
          }) instance.roles;
          rolesOf = machine: filter (r: elem machine (membersOf instance.roles.${r})) (attrNames instance.roles);
          perInstance =
            machine: roleName:
            evaluate {
              modules = [
                made
                declared.roles.${roleName}.perInstance
              ];
              specialArgs = given // {
                inherit roles;
                instanceName = name;
                machine = {
                  name = machine;
                  roles = rolesOf machine;
                };
                settings = settings roleName machine;
                extendSettings = more: settingsWith roleName machine [ more ];
              };
            };
          perMachine =
            machine:
            evaluate {
              modules = [
                made
                declared.perMachine
              ];
              specialArgs = given // {
                instances.${name} = { inherit roles; };
                machine = {
                  name = machine;
                  roles = rolesOf machine;
                };
              };
            };
          # Older clan has texts below its directory (`resolveModule`); one that begins at the root is the module itself.
          extra = module: if isString module && substring 0 1 module != "/" then directory + "/${module}" else module;
        in
        machine: class:
        (
          if module == null then
            [ ]
          else
            map (part: part."${class}Module") (
              map (perInstance machine) (rolesOf machine) ++ (if rolesOf machine == [ ] then [ ] else [ (perMachine machine) ])
            )
        )
        ++ concatLists (map (r: map extra instance.roles.${r}.extraModules) (rolesOf machine));

      services = mapAttrs instanceOf instances;
      settingsFor =
        _: instance:
        mapAttrsToList (_: role: [
          role.settings
          (mapAttrsToList (_: m: m.settings) (role.machines // role.tags))
        ]) instance.roles;

      moduleFor =
        name:
        let
          class = classOf name;
          file = file: directory + "/machines/${name}/${file}";
        in
        {
          imports =
            filter pathExists (
              [ (file "configuration.nix") ]
              ++ (
                if class == "nixos" then
                  [
                    (file "hardware-configuration.nix")
                    (file "disko.nix")
                  ]
                else
                  [ ]
              )
            )
            ++ [
              (config.machines.${name} or { })
              input."${class}Modules".clanCore
            ]
            ++ concatLists (mapAttrsToList (_: f: f name class) services)
            ++ [
              {
                clanConfig = config;
                clan.core.settings = {
                  inherit directory;
                  machine.name = name;
                };
                networking.hostName = mkDefault name;
              }
            ];
        };

      configurations = mapAttrs (
        name: _:
        (if classOf name == "darwin" then nix-darwin.lib.darwinSystem else nixpkgs.lib.nixosSystem) {
          modules = [ config.outputs.moduleForMachine.${name} ];
          specialArgs = writtenAt config.specialArgs (
            {
              clan-core = input;
              inherit (config) self;
            }
            // config.specialArgs
          );
        }
      ) machines;

      pkgsFor =
        system:
        let
          pkgs = config.pkgsForSystem system;
        in
        if pkgs == null then nixpkgs.legacyPackages.${system} else pkgs;
      onSystem =
        system:
        mapAttrs (
          _: machine:
          machine.extendModules {
            modules = [
              {
                nixpkgs.hostPlatform = mkForce system;
                nixpkgs.pkgs = mkForce (pkgsFor system);
              }
            ];
          }
        ) configurations;

      folders = filterAttrs (_: type: type == "directory") (readDir (directory + "/machines"));
      listed = directory + "/inventory.json";
      byPrefix = mapAttrs (name: _: config.outputs.moduleForMachine.${name});
      exported =
        class:
        listToAttrs (
          mapAttrsToList (name: value: {
            name = "clan-machine-${name}";
            inherit value;
          }) (byPrefix (ofClass class machines))
        );
    in
    {
      options = optionsOf self;
      config = {
        inventory = {
          imports = [
            (if pathExists listed then fromJSON (readFile listed) else { })
            { machines = if pathExists (directory + "/machines") then mapAttrs (_: _: { }) folders else { }; }
            { machines = mapAttrs (_: _: { }) config.machines; }
          ];
          inherit (config) meta;
        };
        outputs.moduleForMachine = mapAttrs (name: _: moduleFor name) machines;
        nixosConfigurations = ofClass "nixos" configurations;
        darwinConfigurations = ofClass "darwin" configurations;
        nixosModules = exported "nixos";
        darwinModules = exported "darwin";
        clanInternals = {
          machines = genAttrs systems onSystem;
          inherit (config) templates secrets;
          inventoryClass = own.services (mapAttrs settingsFor (filterAttrs (_: i: moduleOf i.module == null) instances));
        };
      };
    };

  ownSpecialArgs = self: inputs: {
    inherit self;
    nixpkgs = inputs.nixpkgs or input.inputs.nixpkgs;
    nix-darwin = inputs.nix-darwin or input.inputs.nix-darwin;
  };
  called =
    args:
    let
      config = evaluate {
        modules = [
          clan
          args
        ];
        specialArgs = ownSpecialArgs args.self args.self.inputs;
      };
    in
    config // { inherit config; };

  flakeModule =
    {
      config,
      inputs,
      self,
      lib,
      flake-parts-lib,
      ...
    }:
    {
      # The former name of `flake.clan`.
      options.clan = mkOption {
        type = types.deferredModule;
        default = { };
        apply = module: mapAttrs (name: _: config.flake.clan.${name}) (optionsOf self) // { __module = module; };
      };
      options.perSystem = flake-parts-lib.mkPerSystemOption { options.clan.pkgs = raw null; };
      options.flake = {
        clan = mkOption {
          type = types.submoduleWith {
            specialArgs = ownSpecialArgs self inputs;
            modules = [
              clan
              { pkgsForSystem = lib.mkOptionDefault (system: config.allSystems.${system}.clan.pkgs); }
            ];
          };
          default = { };
        };
        clanInternals = rawSet;
        darwinConfigurations = rawSet;
        darwinModules = deferredSet;
      };
      config.flake.clan = config.clan.__module;
      config.flake = {
        inherit (config.flake.clan)
          nixosConfigurations
          nixosModules
          darwinConfigurations
          darwinModules
          clanInternals
          ;
      };
    };
in
{
  lib = {
    clan = called;
    buildClan = called;
  };
  flakeModules.default = flakeModule;
  flakeModules.clan = flakeModule;
}
