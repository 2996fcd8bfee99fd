# den: its documentation (https://den.denful.dev), "Schema", "Where Does My Config Land?", "Class Modules", "Batteries" and
# "Policies", and "den.ctx" of earlier versions. What is not said here is `own`, a symbol: whoever is passed to it is
# evaluated in a way that is not known.
{ own, isKnown }:
let
  inherit (builtins)
    all
    attrNames
    attrValues
    concatMap
    elem
    filter
    functionArgs
    head
    intersectAttrs
    isAttrs
    isFunction
    isString
    mapAttrs
    match
    ;
  optional = holds: v: if holds then [ v ] else [ ];

  classes = [
    "nixos"
    "darwin"
    "homeManager"
    "systemManager"
    "os"
    "user"
    "hjem"
    "maid"
  ];
  # What else in an aspect is none below it.
  plain = [
    "meta"
    "name"
    "description"
    "__functor"
    "__functionArgs"
    "__include"
    "__policy"
  ];

  # An aspect of its definitions: sets, and functions of a context. `path` is what it is known by.
  aspectOf =
    lib: path: defs:
    let
      functions = concatMap (d: if isFunction d then optional (!(isModule d)) d else d.__functions or [ ]) defs;
      # Some are modules, whose `config` is the aspect.
      isModule = f: functionArgs f ? config || functionArgs f ? lib || functionArgs f ? options;
      ofModule = f: f (intersectAttrs (functionArgs f) {
        inherit lib;
        config = self;
        options = own.options;
        name = if path == [ ] then "" else lib.last path;
      });
      setsOf = d: if isAttrs d then d.__defs or [ d ] else optional (isFunction d && isModule d) (ofModule d);
      sets = concatMap setsOf defs;
      # What is not known may have both, and each of these again.
      provided = concatMap (s: optional (s ? provides) s.provides ++ optional (s ? _) s._) (filter isKnown sets);
      provides = aspectOf lib (path ++ [ "provides" ]) provided;
      member =
        name: values:
        if elem name classes then
          { imports = values; }
        else if name == "includes" || name == "excludes" then
          builtins.concatLists values
        else if elem name plain then
          head values
        else
          aspectOf lib (path ++ [ name ]) values;
      self =
        lib.zipAttrsWith member sets
        // (if provided == [ ] then { } else { inherit provides; _ = provides; })
        // {
          __defs = sets;
          __functions = functions;
          __path = path;
        }
        // (if functions == [ ] then { } else { __functor = _: head functions; });
    in
    self;

  # What `pick` finds in an item of `includes` and in all that it includes. A function gets the context, or else each of
  # those that come of it, if these have what it asks for.
  collect =
    lib: scope: pick: chain: item:
    let
      again = scope: collect lib scope pick;
      aspect = if item ? __path then item else aspectOf lib [ ] [ item ];
      seen = aspect.__path != [ ] && elem aspect.__path chain;
      below = chain ++ [ aspect.__path ];
    in
    if !(isKnown item) || builtins.length chain > 40 then
      [ (own.include item) ]
    else if isFunction item then
      applied again scope chain item
    else if !(isAttrs item) then
      [ item ]
    else if item ? __policy then
      applied again scope chain (effects item.__policy)
    else if seen then
      [ ]
    else
      pick scope.context aspect
      ++ concatMap (again scope below) (aspect.includes or [ ])
      ++ concatMap (applied again scope below) aspect.__functions;

  known = [
    "host"
    "user"
    "home"
    "class"
    "aspect-chain"
  ];
  applied =
    again: scope: chain: f:
    let
      asked = f.__functionArgs or (functionArgs f);
      required = filter (n: !asked.${n}) (attrNames asked);
      fits = context: all (n: context ? ${n}) required;
      result = context: again (scope // { inherit context; more = [ ]; }) chain (f (intersectAttrs asked context));
    in
    if asked == { } then
      again scope chain (f scope.context)
    else if fits scope.context then
      again scope chain (f (intersectAttrs asked scope.context))
    else if all (n: elem n known) required then
      concatMap result (filter fits scope.more)
    else
      [ (own.context f) ];

  # A policy as a function to an aspect. All effects but `include` are not known.
  effects =
    policy:
    let
      included = found: { includes = map (e: e.__include or e) found; };
      f = context: included (policy context);
    in
    if isFunction policy then { __functor = _: f; __functionArgs = functionArgs policy; } else policy;

  # Modules may ask for what is in the context.
  wrapped =
    lib: context: module:
    let
      asked = functionArgs module;
      given = intersectAttrs asked context;
      rest = removeAttrs asked (attrNames given);
    in
    if !(isFunction module) || given == { } then
      module
    else if rest == { } then
      module given
    else
      lib.setFunctionArgs (args: module (args // given)) rest;
in
rec {
  flakeModules.default = flakeModule;
  flakeModules.dendritic = flakeModule;
  flakeModule = {
    key = "den";
    imports = [ options ];
  };
  flakeOutputs = { };

  # Aspects of a name of their own, from other flakes too.
  namespace =
    name: sources:
    { config, lib, ... }:
    {
      options.${name} = aspectsOption lib [ name ] (if sources == true || sources == false then [ ] else [ (own.namespace sources) ]);
      config._module.args.${name} = config.${name};
      config.flake.denful = if sources == true then { ${name} = config.${name}; } else { };
    };

  aspectsOption =
    lib: path: more:
    lib.mkOption {
      type = definitions lib;
      default = { };
      apply = found: builtins.foldl' (all: m: m // all) (mapAttrs (name: aspectOf lib (path ++ [ name ])) found) more;
    };
  listed = lib: lib.types.coercedTo lib.types.raw (d: [ d ]) (lib.types.listOf lib.types.raw);
  definitions = lib: lib.types.lazyAttrsOf (listed lib);

  options =
    {
      config,
      inputs,
      lib,
      withSystem,
      ...
    }:
    let
      inherit (lib) mkOption types;
      cfg = config.den;
      rawOption = default: mkOption {
        type = types.lazyAttrsOf types.raw;
        default = { };
        apply = given: default // given;
      };
      text = default: mkOption {
        type = types.str;
        inherit default;
      };
      raw = default: mkOption {
        type = types.raw;
        inherit default;
      };

      schema = kind: cfg.schema.${kind} or [ ];
      keys = [
        "includes"
        "excludes"
        "isEntity"
        "isolated"
        "parent"
        "collisionPolicy"
      ];
      modulesOf = kind: map (d: if isAttrs d then removeAttrs d keys else d) (schema "conf" ++ schema kind);
      includesOf =
        kind: contexts:
        concatMap (d: if isAttrs d then d.includes or [ ] else [ ]) (schema kind)
        ++ concatMap (c: (cfg.ctx.${c} or { }).includes or [ ]) contexts;

      aspect = name: cfg.aspects.${name} or { };
      named = a: if isString a then aspect a else a;

      hostType =
        system:
        types.submodule (
          { name, config, ... }:
          {
            freeformType = types.lazyAttrsOf types.raw;
            imports = modulesOf "host";
            config._module.args.host = config;
            options = {
              name = text name;
              hostName = text config.name;
              system = text system;
              class = text (if lib.hasSuffix "darwin" config.system then "darwin" else "nixos");
              aspect = raw (aspect config.name);
              description = text config.name;
              users = mkOption {
                type = types.attrsOf (userType config);
                default = { };
              };
              instantiate = raw (
                {
                  nixos = inputs.nixpkgs.lib.nixosSystem;
                  darwin = (inputs.darwin or inputs.nix-darwin).lib.darwinSystem;
                  systemManager = inputs.system-manager.lib.makeSystemConfig;
                }
                .${config.class}
              );
              intoAttr = mkOption {
                type = types.listOf types.str;
                default = [
                  {
                    nixos = "nixosConfigurations";
                    darwin = "darwinConfigurations";
                    systemManager = "systemConfigs";
                  }
                  .${config.class}
                  config.name
                ];
              };
              mainModule = raw { imports = modulesOfHost config; };
              resolved = raw (named config.aspect);
            };
          }
        );
      userType =
        host:
        types.submodule (
          { name, config, ... }:
          {
            freeformType = types.lazyAttrsOf types.raw;
            imports = modulesOf "user";
            config._module.args = {
              inherit host;
              user = config;
            };
            options = {
              name = text name;
              userName = text config.name;
              classes = mkOption {
                type = types.listOf types.str;
                default = [ "user" ];
              };
              aspect = raw (aspect config.name);
              host = raw host;
            };
          }
        );
      homeType =
        system:
        types.submodule (
          { name, config, ... }:
          let
            parts = match "([^@]*)@?(.*)" name;
          in
          {
            freeformType = types.lazyAttrsOf types.raw;
            imports = modulesOf "home";
            config._module.args.home = config;
            options = {
              name = text name;
              userName = text (head parts);
              hostName = raw (if builtins.elemAt parts 1 == "" then null else builtins.elemAt parts 1);
              host = raw (if config.hostName == null then null else (cfg.hosts.${system} or { }).${config.hostName} or null);
              user = raw (if config.host == null then null else config.host.users.${config.userName} or null);
              system = text system;
              class = text "homeManager";
              aspect = raw (aspect config.userName);
              description = text name;
              pkgs = raw inputs.nixpkgs.legacyPackages.${config.system};
              instantiate = raw inputs.home-manager.lib.homeManagerConfiguration;
              intoAttr = mkOption {
                type = types.listOf types.str;
                default = [
                  "homeConfigurations"
                  name
                ];
              };
            };
          }
        );
      entities = typeOf: mkOption {
        type = types.attrsOf (
          types.submodule (
            { name, ... }:
            {
              freeformType = types.attrsOf (typeOf name);
            }
          )
        );
        default = { };
      };

      of = class: context: a: map (wrapped lib context) (a.${class}.imports or [ ]);
      to = names: _: a: concatMap (n: optional ((a.provides or { }) ? ${n}) a.provides.${n}) names;
      from = context: more: pick: concatMap (collect lib { inherit context more; } pick [ ]);
      usersOf = host: filter isKnown (attrValues host.users);

      hostItems =
        host:
        [
          (named host.aspect)
          cfg.default
        ]
        ++ includesOf "host" [
          "host"
          "hm-host"
          "default"
        ];
      fromHost = host: pick: from { inherit host; } (map (user: { inherit host user; }) (usersOf host)) pick (hostItems host);
      userItems =
        host: user:
        [
          (named user.aspect)
          (aspect "${user.name}@${host.name}")
        ]
        ++ includesOf "user" [
          "user"
          "hm-user"
        ]
        ++ fromHost host (to [ "to-users" user.name ])
        ++ optional ((named host.aspect) ? ${user.name}) (named host.aspect).${user.name};
      fromUser =
        host: user: pick:
        let
          own = items: from { inherit host user; } [ ] pick items;
          given = from { inherit host user; } [ ] (to [ "to-hosts" host.name ]) (userItems host user);
        in
        own (userItems host user ++ given);

      modulesOfHost =
        host:
        let
          homes = filter (user: elem "homeManager" user.classes) (usersOf host);
          home = user: {
            home-manager.users.${user.userName}.imports =
              from { inherit host user; } [ ] (of "homeManager") [ cfg.default ] ++ fromUser host user (of "homeManager");
          };
          osClass = class: fromHost host (of class) ++ concatMap (user: fromUser host user (of class)) (usersOf host);
        in
        osClass host.class
        ++ osClass "os"
        ++ optional (homes != [ ]) inputs.home-manager."${host.class}Modules".home-manager
        ++ map home homes;
      built = host: {
        inherit (host) intoAttr;
        value = host.instantiate {
          modules = modulesOfHost host ++ [ { nixpkgs.hostPlatform = lib.mkDefault host.system; } ];
        };
      };
      builtHome =
        home:
        let
          context = {
            inherit home;
          }
          // (if home.host == null then { } else { inherit (home) host; })
          // (if home.user == null then { } else { inherit (home) user; });
          items = [
            (named home.aspect)
            (aspect home.name)
            cfg.default
          ]
          ++ includesOf "home" [ "home" ];
        in
        {
          inherit (home) intoAttr;
          value = home.instantiate {
            inherit (home) pkgs;
            modules = from context [ ] (of "homeManager") items;
          };
        };

      # Those that a module of another flake may define are not in this one.
      knownIn = set: filter isKnown (attrValues set);
      hosts = concatMap knownIn (knownIn cfg.hosts);
      homes = concatMap knownIn (knownIn cfg.homes);
      outputs = map built hosts ++ map builtHome homes;

      # Contents of classes that options of other flakes get, hosts that no output has, kinds of entities of their own.
      elsewhere = {
        users = concatMap (
          host:
          concatMap (user: concatMap (class: fromUser host user (of class) ++ from { inherit host user; } [ ] (of class) [ cfg.default ]) [ "user" "hjem" "maid" ]) (
            usersOf host
          )
        ) hosts;
        guests = map modulesOfHost (filter (host: host.intoAttr == [ ]) hosts);
        schema = removeAttrs cfg.schema [
          "conf"
          "host"
          "user"
          "home"
        ];
        contexts = mapAttrs (_: c: removeAttrs c [ "includes" ]) cfg.ctx;
        inherit (cfg) quirks;
      };

      every = module: {
        nixos = module;
        darwin = module;
        homeManager = module;
      };
      perSystem =
        name:
        let
          module = system: every { _module.args.${name} = withSystem system (all: all.${name}); };
        in
        { host ? null, home ? null, ... }: module (if host == null then home.system else host.system);
      nothing = { };
      batteries = own.batteries // {
        define-user = nothing;
        primary-user = nothing;
        mutual-provider = nothing;
        os-class = nothing;
        os-user = nothing;
        home-manager = nothing;
        hjem = nothing;
        maid = nothing;
        user-shell = _: nothing;
        tty-autologin = _: nothing;
        vm-autologin = _: nothing;
        hostname = { host, ... }: every { networking.hostName = host.hostName; };
        unfree = names: every { nixpkgs.config.allowUnfreePredicate = own.unfree names; };
        insecure = names: every { nixpkgs.config.permittedInsecurePackages = own.insecure names; };
        inputs' = perSystem "inputs'";
        self' = perSystem "self'";
        host-aspects =
          { host, user }:
          {
            homeManager.imports = from { inherit host user; } [ ] (of "homeManager") [ (named host.aspect) ];
          };
      };
      same = f: f;
      library = own // {
        parametric = {
          __functor = _: same;
          atLeast = same;
          exactly = same;
          fixedTo = own.parametric.fixedTo;
          expands = own.parametric.expands;
        };
        take = {
          exactly = same;
          atLeast = same;
          upTo = same;
        };
        perHost = same;
        perUser = same;
        perHome = same;
        policy = own.policy // {
          include = a: { __include = a; };
          mkPolicy = name: fn: {
            inherit name;
            __policy = fn;
          };
        };
        aspects = own.aspects // {
          resolve = class: a: { imports = from { } [ ] (of class) [ a ]; };
        };
      };
      silent = name: {
        inherit name;
        __policy = _: [ ];
      };
      policies = lib.genAttrs [
        "host-to-users"
        "os-to-host"
        "user-to-host"
        "host-to-hm-users"
        "flake-to-systems"
        "system-to-os-outputs"
        "system-to-hm-outputs"
        "packages-to-flake"
        "apps-to-flake"
        "checks-to-flake"
        "devShells-to-flake"
        "legacyPackages-to-flake"
        "system-to-flake-parts"
        "packages-to-flake-parts"
      ] silent;
    in
    {
      options.den = {
        hosts = entities hostType;
        homes = entities homeType;
        aspects = aspectsOption lib [ ] [ ];
        ful = aspectsOption lib [ "ful" ] [ ];
        default = mkOption {
          type = listed lib;
          default = [ ];
          apply = aspectOf lib [ "default" ];
        };
        schema = mkOption {
          type = definitions lib;
          default = { };
        };
        ctx = aspectsOption lib [ "ctx" ] [ ];
        policies = mkOption {
          type = types.lazyAttrsOf types.raw;
          default = { };
          apply =
            given:
            policies
            // mapAttrs (name: fn: {
              inherit name;
              __policy = fn;
            }) given;
        };
        quirks = rawOption { };
        classes = rawOption { };
        lib = rawOption library;
        batteries = rawOption batteries;
        provides = rawOption batteries;
        _ = rawOption batteries;
        systems = mkOption {
          type = types.listOf types.str;
          default = attrNames cfg.hosts;
        };
      };
      config = {
        _module.args.den = cfg;
        flake =
          builtins.foldl' lib.recursiveUpdate { } (
            map (o: lib.setAttrByPath o.intoAttr o.value) (filter (o: o.intoAttr != [ ]) outputs)
          )
          // {
            den = own.elsewhere elsewhere;
          };
      };
    };
}
