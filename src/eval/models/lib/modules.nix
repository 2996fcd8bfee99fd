# Properties of definitions, and small modules. The module engine is not here.
{ lib, external }:
let
  inherit (builtins) concatMap foldl' mapAttrs;
  inherit (lib) setAttrByPath attrByPath showOption;

  # The lowest number: the highest priority.
  lowest = foldl' (a: b: if a < b then a else b) 9999;

  priorityOf = d: if d.value._type or "" == "override" then d.value.priority else defaultOverridePriority;
  orderOf = d: d.priority or defaultOrderPriority;

  defaultOverridePriority = 100;
  defaultOrderPriority = 1000;
in
rec {
  inherit defaultOverridePriority defaultOrderPriority;

  # The module engine.
  evalModules = external "evalModules";

  ## Properties

  # Definitions that count only if a condition holds.
  mkIf = condition: content: {
    _type = "if";
    inherit condition content;
  };

  # An error with this message unless the assertion holds.
  mkAssert =
    assertion: message: content:
    mkIf (if assertion then true else throw "\nFailed assertion: ${message}") content;

  # Several definitions at one place.
  mkMerge = contents: {
    _type = "merge";
    inherit contents;
  };

  # A definition with a priority; the lowest number wins.
  mkOverride = priority: content: {
    _type = "override";
    inherit priority content;
  };
  mkOptionDefault = mkOverride 1500;
  mkDefault = mkOverride 1000;
  mkImageMediaOverride = mkOverride 60;
  mkForce = mkOverride 50;
  mkVMOverride = mkOverride 10;

  # The former way to be strict.
  mkFixStrictness = x: x;

  # A definition with a place among those that are merged.
  mkOrder = priority: content: {
    _type = "order";
    inherit priority content;
  };
  mkBefore = mkOrder 500;
  mkAfter = mkOrder 1500;

  # A definition with its file.
  mkDefinition = args: args // { _type = "definition"; };

  ## What becomes of properties

  # A module's configuration, taken apart into one per mkMerge and mkIf.
  pushDownProperties =
    cfg:
    if cfg._type or "" == "merge" then
      concatMap pushDownProperties cfg.contents
    else if cfg._type or "" == "if" then
      map (mapAttrs (_: mkIf cfg.condition)) (pushDownProperties cfg.content)
    else if cfg._type or "" == "override" then
      map (mapAttrs (_: mkOverride cfg.priority)) (pushDownProperties cfg.content)
    else
      [ cfg ];

  # The values of a definition whose conditions hold.
  dischargeProperties =
    def:
    if def._type or "" == "merge" then
      concatMap dischargeProperties def.contents
    else if def._type or "" == "if" then
      (
        if !(builtins.isBool def.condition) then
          throw "‘mkIf’ called with a non-Boolean condition"
        else if def.condition then
          dischargeProperties def.content
        else
          [ ]
      )
    else
      [ def ];

  # The definitions with the highest priority, without their mark of priority.
  filterOverrides = defs: (filterOverrides' defs).values;

  # filterOverrides, and what the highest priority was.
  filterOverrides' =
    defs:
    let
      highestPrio = lowest (map priorityOf defs);
    in
    {
      values = concatMap (
        d:
        if priorityOf d != highestPrio then
          [ ]
        else if d.value._type or "" == "override" then
          [ (d // { value = d.value.content; }) ]
        else
          [ d ]
      ) defs;
      inherit highestPrio;
    };

  # The definitions in the order of mkOrder, without their mark of order.
  sortProperties =
    defs:
    builtins.sort (a: b: orderOf a < orderOf b) (
      map (
        d:
        if d.value._type or "" == "order" then
          d
          // {
            value = d.value.content;
            inherit (d.value) priority;
          }
        else
          d
      ) defs
    );

  # Merges definitions with properties by a type.
  mergeDefinitions =
    loc: type: defs:
    let
      discharged = concatMap (
        d:
        map (
          value:
          if value._type or "" == "definition" then
            {
              inherit (value) file value;
            }
          else
            {
              inherit (d) file;
              inherit value;
            }
        ) (dischargeProperties d.value)
      ) defs;
      overridden = filterOverrides' discharged;
      ordered =
        if builtins.any (d: d.value._type or "" == "order") overridden.values then
          sortProperties overridden.values
        else
          overridden.values;
    in
    rec {
      defsFinal' = {
        values = ordered;
        inherit (overridden) highestPrio;
      };
      defsFinal = ordered;
      isDefined = ordered != [ ];
      mergedValue =
        if !isDefined then
          type.emptyValue.value
            or (throw "The option `${showOption loc}' was accessed but has no value defined. Try setting the option.")
        else if builtins.all (d: type.check d.value) ordered then
          type.merge loc ordered
        else
          throw "A definition for option `${showOption loc}' is not of type `${type.description}'.";
      optionalValue = if isDefined then { value = mergedValue; } else { };
    };

  ## Modules

  # A module with a file to blame, unless it has one.
  setDefaultModuleLocation = file: module: {
    _file = file;
    imports = [ module ];
  };

  # A module from a file that is a function of static arguments.
  importApply =
    file: args:
    setDefaultModuleLocation file (import file args);

  # A module with the configuration of a JSON file.
  importJSON = file: {
    _file = file;
    config = lib.importJSON file;
  };

  # A module with the configuration of a TOML file.
  importTOML = file: {
    _file = file;
    config = lib.importTOML file;
  };

  # A module applied to its arguments if it is a function.
  applyModuleArgsIfFunction =
    key: module: args:
    if lib.isFunction module then module args else module;

  ## Definitions from other options

  # The definitions of an option, as a definition of another one.
  mkAliasDefinitions = mkAliasAndWrapDefinitions (x: x);

  # mkAliasDefinitions, with a function around the definitions.
  mkAliasAndWrapDefinitions = wrap: option: mkAliasIfDef option (wrap (mkMerge option.definitions));

  # mkAliasAndWrapDefinitions that keeps the priority.
  mkAliasAndWrapDefsWithPriority =
    wrap: option:
    mkAliasIfDef option (
      wrap (
        mkMerge (
          map (mkOverride (option.highestPrio or defaultOverridePriority)) option.definitions
        )
      )
    );

  # A definition that counts only if an option is defined.
  mkAliasIfDef = option: mkIf (lib.isOption option && option.isDefined);

  # A definition computed from the value of another option, with that option's priority.
  mkDerivedConfig =
    option: f:
    mkOverride (option.highestPrio or defaultOverridePriority) (f option.value);

  # A module that explains that an option is gone.
  mkRemovedOptionModule =
    path: hint:
    { options, ... }:
    {
      options = setAttrByPath path (
        lib.mkOption {
          visible = false;
          apply = _: throw "The option `${showOption path}' can no longer be used since it's been removed. ${hint}";
        }
      );
      config.assertions =
        let
          option = lib.getAttrFromPath path options;
        in
        [
          {
            assertion = !option.isDefined;
            message = ''
              The option definition `${showOption path}' in ${lib.showFiles option.files} no longer has any effect; please remove it.
              ${hint}
            '';
          }
        ];
    };

  # A module that passes the definitions of a former option on, with a warning.
  mkRenamedOptionModule =
    from: to:
    doRename {
      inherit from to;
      visible = false;
      warn = true;
      use = builtins.trace "Obsolete option `${showOption from}' is used. It was renamed to `${showOption to}'.";
    };

  # mkRenamedOptionModule that warns from a release on.
  mkRenamedOptionModuleWith =
    {
      from,
      to,
      sinceRelease,
    }:
    doRename {
      inherit from to;
      visible = false;
      warn = true;
      use = x: x;
    };

  # A module that computes a new option from several former ones.
  mkMergedOptionModule =
    from: to: mergeFn:
    { config, options, ... }:
    {
      options = foldl' lib.recursiveUpdate { } (
        map (
          path:
          setAttrByPath path (
            lib.mkOption {
              visible = false;
              default = "_mkMergedOptionModule";
            }
          )
        ) from
      );
      config = setAttrByPath to (
        mkMerge (
          if
            builtins.any (path: attrByPath path "_mkMergedOptionModule" config != "_mkMergedOptionModule") from
          then
            [ (mergeFn config) ]
          else
            [ ]
        )
      );
    };

  # A module that computes a new option from a former one.
  mkChangedOptionModule =
    from: to: changeFn:
    mkMergedOptionModule [ from ] to changeFn;

  # A module that makes one option another name of a second one.
  mkAliasOptionModule =
    from: to:
    doRename {
      inherit from to;
      visible = true;
      warn = false;
      use = x: x;
    };

  # The former name of mkAliasOptionModule.
  mkAliasOptionModuleMD = mkAliasOptionModule;

  # A module that passes the definitions of one option on to another one.
  doRename =
    {
      from,
      to,
      visible,
      warn,
      use,
      withPriority ? true,
      condition ? true,
    }:
    { config, options, ... }:
    let
      source = lib.getAttrFromPath from options;
      target = attrByPath to null options;
      alias =
        (if withPriority then mkAliasAndWrapDefsWithPriority else mkAliasAndWrapDefinitions) (setAttrByPath
          to
        ) source;
    in
    {
      options = setAttrByPath from (
        lib.mkOption (
          {
            inherit visible;
            description = "Alias of {option}`${showOption to}`.";
            apply = _: use (lib.getAttrFromPath to config);
          }
          // (if target.type or null == null then { } else { inherit (target) type; })
        )
      );
      config = mkIf condition (mkMerge [
        (lib.optionalAttrs (options ? warnings) {
          warnings =
            if warn && source.isDefined then
              [
                "The option `${showOption from}' defined in ${lib.showFiles source.files} has been renamed to `${showOption to}'."
              ]
            else
              [ ];
        })
        alias
      ]);
    };
}
