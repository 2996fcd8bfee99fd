# A module evaluator: imports, options, properties, special arguments. Undeclared options are
# accepted anywhere and merge by kind: lists are joined, sets are merged, anything else must agree.
self:
let
  inherit (builtins)
    all
    attrNames
    concatLists
    concatStringsSep
    elem
    filter
    foldl'
    genericClosure
    head
    isAttrs
    isFunction
    isList
    isPath
    isString
    length
    listToAttrs
    map
    mapAttrs
    sort
    ;
  lib = self;

  showPath = concatStringsSep ".";

  # What a name has when all its definitions are switched off.
  undefined = {
    _type = "world-undefined";
  };

  property = v: if isAttrs v then v._type or null else null;

  # Looks through properties without asking their conditions.
  peel =
    v:
    let
      p = property v;
    in
    if p == "merge" then
      concatLists (map peel v.contents)
    else if p == "if" || p == "override" || p == "order" then
      peel v.content
    else
      [ v ];

  isPlainSet = v: isAttrs v && !(v ? _type) && !(lib.isDerivation v) && !(v ? __functor);

  # Properties of a set become properties of its attributes.
  pushDown =
    v:
    let
      p = property v;
    in
    if p == "merge" then
      concatLists (map pushDown v.contents)
    else if p == "if" then
      map (mapAttrs (_: lib.mkIf v.condition)) (pushDown v.content)
    else if p == "override" then
      map (mapAttrs (_: lib.mkOverride v.priority)) (pushDown v.content)
    else if p == "order" then
      map (mapAttrs (_: lib.mkOrder v.priority)) (pushDown v.content)
    else if isAttrs v then
      [ v ]
    else
      throw "world: a set was expected, not a ${builtins.typeOf v}";

  # [ definition ] -> [ { value; priority; order; } ]: those that hold.
  discharge =
    let
      go =
        st: v:
        let
          p = property v;
        in
        if p == "merge" then
          concatLists (map (go st) v.contents)
        else if p == "if" then
          if v.condition then go st v.content else [ ]
        else if p == "override" then
          go (st // { inherit (v) priority; }) v.content
        else if p == "order" then
          go (st // { order = v.priority; }) v.content
        else
          [ (st // { value = v; }) ];
    in
    defs:
    concatLists (
      map (go {
        priority = 100;
        order = 1000;
      }) defs
    );

  # The values that win, in order.
  winners =
    defs:
    let
      live = discharge defs;
      top = foldl' (a: d: lib.min a d.priority) 9999 live;
      kept = filter (d: d.priority == top) live;
    in
    map (d: d.value) (sort (a: b: a.order < b.order) kept);

  mergeByKind =
    loc: values:
    if values == [ ] then
      undefined
    else if length values == 1 && !(isPlainSet (head values)) then
      head values
    else if all isList values then
      concatLists values
    else if all isPlainSet values then
      mergeFreeSets loc values
    else if all isFunction values then
      x: mergeByKind loc (map (f: f x) values)
    else if all (v: v == head values) values then
      head values
    else
      throw "world: conflicting definitions of `${showPath loc}'";

  mergeFreeSets =
    loc: sets:
    mapAttrs (n: vs: mergeFree (loc ++ [ n ]) vs) (builtins.zipAttrsWith (_: vs: vs) sets);

  mergeFree =
    loc: defs:
    let
      contents = concatLists (map peel defs);
    in
    if contents != [ ] && all isPlainSet contents then
      mergeFreeSets loc (concatLists (map pushDown defs))
    else
      mergeByKind loc (winners defs);

  # Types: `merge` takes the values that won.
  mkType = name: merge: {
    _type = "option-type";
    inherit name merge;
  };
  byKind = name: mkType name mergeByKind;
  one =
    name:
    mkType name (
      loc: values:
      if length values == 1 || all (v: v == head values) values then
        head values
      else
        throw "world: `${showPath loc}' is defined more than once"
    );
  mergeDefs =
    type: loc: defs:
    let
      values = winners defs;
    in
    if values == [ ] then undefined else type.merge loc values;

  types = rec {
    bool = one "bool";
    int = one "int";
    float = one "float";
    number = one "number";
    port = one "port";
    str = one "str";
    singleLineStr = one "singleLineStr";
    nonEmptyStr = one "nonEmptyStr";
    path = one "path";
    package = one "package";
    pkgs = mkType "pkgs" (_: head);
    raw = mkType "raw" (
      loc: values: if length values == 1 then head values else throw "world: `${showPath loc}' is defined more than once"
    );
    anything = byKind "anything";
    unspecified = byKind "unspecified";
    attrs = byKind "attrs";
    lines = separatedString "\n";
    commas = separatedString ",";
    separatedString = sep: mkType "separatedString" (_: concatStringsSep sep);
    enum = _: one "enum";
    ints = {
      positive = int;
      unsigned = int;
      between = _: _: int;
    };
    nullOr =
      t:
      mkType "nullOr" (loc: values: if all (v: v == null) values then null else t.merge loc values);
    either = a: _: if a.name == "bool" then byKind "either" else byKind "either";
    oneOf = _: byKind "oneOf";
    coercedTo =
      from: f: to:
      byKind "coercedTo";
    functionTo = _: byKind "functionTo";
    uniq = t: t;
    unique = _: t: t;
    listOf =
      t:
      mkType "listOf" (
        loc: values:
        lib.imap0 (i: v: mergeDefs t (loc ++ [ "[${toString i}]" ]) [ v ]) (concatLists values)
      );
    lazyAttrsOf =
      t:
      mkType "lazyAttrsOf" (
        loc: values:
        mapAttrs (n: vs: mergeDefs t (loc ++ [ n ]) vs) (
          builtins.zipAttrsWith (_: vs: vs) (concatLists (map pushDown values))
        )
      );
    attrsOf =
      t:
      mkType "attrsOf" (
        loc: values:
        let
          found = builtins.zipAttrsWith (_: vs: vs) (concatLists (map pushDown values));
        in
        mapAttrs (n: vs: mergeDefs t (loc ++ [ n ]) vs) (
          lib.filterAttrs (_: vs: discharge vs != [ ]) found
        )
      );
    deferredModule = mkType "deferredModule" (_: values: { imports = values; });
    submodule =
      m:
      submoduleWith {
        modules = lib.toList m;
        shorthandOnlyDefinesConfig = true;
      };
    submoduleWith =
      {
        modules,
        specialArgs ? { },
        shorthandOnlyDefinesConfig ? false,
        description ? null,
        class ? null,
      }:
      mkType "submodule" (
        loc: values:
        (evalModules {
          inherit specialArgs;
          modules =
            modules
            ++ [ { _module.args.name = lib.mkOptionDefault (lib.last loc); } ]
            ++ map (v: if isAttrs v && shorthandOnlyDefinesConfig then { config = v; } else v) values;
          prefix = loc;
        }).config
      );
  };

  # A module is loaded: a path is imported, a function gets its arguments, the short form is widened.
  knownKeys = [
    "_class"
    "_file"
    "key"
    "disabledModules"
    "imports"
    "options"
    "config"
    "freeformType"
    "meta"
  ];
  unify =
    file: m:
    let
      p = property m;
    in
    if p == "if" || p == "override" || p == "merge" then
      unify file { config = m; }
    else if m ? config || m ? options then
      let
        extra = filter (n: !elem n knownKeys) (attrNames m);
      in
      if extra != [ ] then
        throw "world: module ${file} has an unsupported attribute `${head extra}'"
      else
        {
          file = m._file or file;
          key = m.key or null;
          imports = m.imports or [ ];
          disabled = m.disabledModules or [ ];
          options = m.options or { };
          config = m.config or { };
        }
    else
      {
        file = m._file or file;
        key = m.key or null;
        imports = m.imports or [ ];
        disabled = m.disabledModules or [ ];
        options = { };
        config = removeAttrs m [
          "_class"
          "_file"
          "key"
          "disabledModules"
          "imports"
          "freeformType"
          "meta"
        ];
      };

  evalModules =
    {
      modules,
      specialArgs ? { },
      prefix ? [ ],
      check ? true,
      class ? null,
      args ? { },
    }:
    let
      fullArgs = {
        inherit lib;
        config = all';
        options = optionTree;
        specialArgs = baseArgs;
        _class = class;
        inherit extendModules;
      }
      // specialArgs;
      baseArgs = specialArgs;
      extendModules =
        new:
        evalModules {
          modules = modules ++ (new.modules or [ ]);
          specialArgs = specialArgs // (new.specialArgs or { });
          inherit prefix check class;
        };

      apply =
        f:
        f (
          fullArgs
          // mapAttrs (
            name: _:
            fullArgs.${name}
              or (all'._module.args.${name}
                or (abort "world: a module asks for the argument `${name}', which nobody passes")
              )
          ) (lib.functionArgs f)
        );

      load =
        fallbackKey: fallbackFile: m:
        let
          fromFile = isPath m || isString m || (isAttrs m && m ? outPath && !(m ? imports || m ? config || m ? options));
          file = if fromFile then toString m else fallbackFile;
          value = if fromFile then import m else m;
          unified = unify file (if lib.isFunction value then apply value else value);
        in
        unified
        // {
          key = if fromFile then toString m else if unified.key != null then unified.key else fallbackKey;
        };

      loadAll =
        parent: file: ms:
        lib.imap1 (i: m: load "${parent}:anon-${toString i}" file m) ms;

      base = {
        options._module.args = lib.mkOption {
          type = types.lazyAttrsOf types.raw;
          default = { };
        };
        config._module.args = args;
      };

      closure = genericClosure {
        startSet = loadAll "" "<unknown>" (modules ++ [ base ]);
        operator = m: loadAll m.key m.file m.imports;
      };
      disabled = map toString (concatLists (map (m: m.disabled) closure));
      # The last one's definitions come first, as in nixpkgs.
      loaded = lib.reverseList (filter (m: !elem m.key disabled) closure);

      evalLevel =
        loc: optionTrees: defs:
        let
          optionsByName = builtins.zipAttrsWith (_: vs: vs) optionTrees;
          defsByName = builtins.zipAttrsWith (_: vs: vs) (concatLists (map pushDown defs));
        in
        mapAttrs (
          n: _:
          let
            here = loc ++ [ n ];
            opts = optionsByName.${n} or [ ];
            ds = defsByName.${n} or [ ];
          in
          if opts == [ ] then
            mergeFree here ds
          else if opts != [ ] && property (head opts) == "option" then
            evalOption here (foldl' (a: b: a // b) { } opts) ds
          else
            evalLevel here opts ds
        ) (optionsByName // defsByName);

      evalOption =
        loc: opt: ds:
        let
          withDefault = ds ++ (if opt ? default then [ (lib.mkOverride 1500 opt.default) ] else [ ]);
          value = mergeDefs (opt.type or types.unspecified) loc withDefault;
        in
        (opt.apply or (x: x)) value;

      all' = evalLevel prefix (map (m: m.options) loaded) (map (m: m.config) loaded);

      optionsLevel =
        cfg: trees:
        mapAttrs (
          n: opts:
          if property (head opts) == "option" then
            foldl' (a: b: a // b) { } opts
            // {
              value = cfg.${n};
              isDefined = property cfg.${n} != "world-undefined";
            }
          else
            optionsLevel cfg.${n} opts
        ) (builtins.zipAttrsWith (_: vs: vs) trees);
      optionTree = optionsLevel all' (map (m: m.options) loaded);
    in
    {
      config = removeAttrs all' [ "_module" ];
      options = optionTree;
      inherit (all') _module;
      type = types.submoduleWith { inherit modules specialArgs; };
      inherit extendModules;
    };
in
{
  inherit evalModules types;
  modules = self;
  options = self;

  mkIf = condition: content: {
    _type = "if";
    inherit condition content;
  };
  mkMerge = contents: {
    _type = "merge";
    inherit contents;
  };
  mkOverride = priority: content: {
    _type = "override";
    inherit priority content;
  };
  mkOptionDefault = lib.mkOverride 1500;
  mkDefault = lib.mkOverride 1000;
  mkImageMediaOverride = lib.mkOverride 60;
  mkForce = lib.mkOverride 50;
  mkVMOverride = lib.mkOverride 10;
  mkOrder = priority: content: {
    _type = "order";
    inherit priority content;
  };
  mkBefore = lib.mkOrder 500;
  mkAfter = lib.mkOrder 1500;
  mkAssert = cond: msg: content: if cond then content else throw msg;

  mkOption = attrs: attrs // { _type = "option"; };
  mkEnableOption =
    what:
    lib.mkOption {
      type = types.bool;
      default = false;
      description = "Whether to enable ${what}.";
    };
  mkPackageOption =
    pkgs: name: _:
    lib.mkOption {
      type = types.package;
      default = lib.getAttrFromPath (lib.toList name) pkgs;
    };
  literalExpression = text: {
    _type = "literalExpression";
    inherit text;
  };
  mdDoc = x: x;
  isOption = v: property v == "option";
  setDefaultModuleLocation = file: m: {
    _file = file;
    imports = [ m ];
  };
}
