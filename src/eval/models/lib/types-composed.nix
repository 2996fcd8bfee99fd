# Option types made of other types and of modules.
{ lib, external }:
let
  inherit (builtins)
    all
    attrNames
    concatStringsSep
    elem
    head
    isAttrs
    isList
    mapAttrs
    zipAttrsWith
    ;
  inherit (lib.options) mergeEqualOption mergeOneOption;
  inherit (import ./types-base.nix { inherit lib; })
    merged
    mkOptionType
    noun
    nounOrComposite
    nounOrConjunction
    phrase
    show
    withParts
    ;
  inherit (lib.types) attrs;

  # Attribute sets of one type.
  attrsOfWith =
    {
      elemType,
      lazy ? false,
      placeholder ? "name",
    }:
    withParts { inherit elemType lazy placeholder; } {
      name = if lazy then "lazyAttrsOf" else "attrsOf";
      description =
        (if lazy then "lazy attribute set" else "attribute set")
        + " of ${phrase nounOrComposite elemType}";
      descriptionClass = "composite";
      check = isAttrs;
      merge =
        loc: defs:
        let
          parts = zipAttrsWith (name: merged (loc ++ [ name ]) elemType) (
            map (d: mapAttrs (_: value: d // { inherit value; }) d.value) defs
          );
        in
        if lazy then
          mapAttrs (_: part: part.value or elemType.emptyValue.value) parts
        else
          mapAttrs (_: part: part.value) (lib.filterAttrs (_: part: part ? value) parts);
      emptyValue.value = { };
      getSubOptions = prefix: elemType.getSubOptions (prefix ++ [ "<${placeholder}>" ]);
      inherit (elemType) getSubModules;
      substSubModules = m: attrsOfWith {
        elemType = elemType.substSubModules m;
        inherit lazy placeholder;
      };
      nestedTypes = { inherit elemType; };
    };
in
rec {
  ## Containers

  listOf =
    elemType:
    withParts { inherit elemType; } {
      name = "listOf";
      description = "list of ${phrase nounOrComposite elemType}";
      descriptionClass = "composite";
      check = isList;
      merge =
        loc: defs:
        map (part: part.value) (
          builtins.filter (part: part ? value) (
            builtins.concatMap (
              d: map (value: merged (loc ++ [ "*" ]) elemType [ (d // { inherit value; }) ]) d.value
            ) defs
          )
        );
      emptyValue.value = [ ];
      getSubOptions = prefix: elemType.getSubOptions (prefix ++ [ "*" ]);
      inherit (elemType) getSubModules;
      substSubModules = m: listOf (elemType.substSubModules m);
      nestedTypes = { inherit elemType; };
    };

  nonEmptyListOf =
    elemType:
    let
      base = addCheck (listOf elemType) (xs: xs != [ ]);
    in
    base
    // {
      description = "non-empty (${base.description})";
      emptyValue = { };
    };

  attrsOf = elemType: attrsOfWith { inherit elemType; };
  lazyAttrsOf =
    elemType:
    attrsOfWith {
      inherit elemType;
      lazy = true;
    };
  attrsWith = attrsOfWith;

  # Package sets.
  pkgs = addCheck (unique { message = "A Nixpkgs pkgs set can not be merged with another pkgs set."; } attrs) (
    x: x._type or null == "pkgs"
  ) // {
    name = "pkgs";
    description = "Nixpkgs package set";
    descriptionClass = "noun";
  };

  # At most one definition, with a message for the case that there are more.
  unique =
    { message }:
    elemType:
    withParts { inherit elemType; } {
      name = "unique";
      inherit (elemType)
        description
        descriptionClass
        check
        emptyValue
        getSubOptions
        getSubModules
        ;
      merge = lib.options.mergeUniqueOption {
        inherit message;
        inherit (elemType) merge;
      };
      substSubModules = m: unique { inherit message; } (elemType.substSubModules m);
      nestedTypes = { inherit elemType; };
    };
  uniq = unique { message = ""; };

  nullOr =
    elemType:
    withParts { inherit elemType; } {
      name = "nullOr";
      description = "null or ${phrase nounOrConjunction elemType}";
      descriptionClass = "conjunction";
      check = x: x == null || elemType.check x;
      merge =
        loc: defs:
        if all (d: d.value == null) defs then
          null
        else if builtins.any (d: d.value == null) defs then
          throw "The option `${lib.showOption loc}' is defined both null and not null."
        else
          elemType.merge loc defs;
      emptyValue.value = null;
      inherit (elemType) getSubOptions getSubModules;
      substSubModules = m: nullOr (elemType.substSubModules m);
      nestedTypes = { inherit elemType; };
    };

  functionTo =
    elemType:
    withParts { inherit elemType; } {
      name = "functionTo";
      description = "function that evaluates to a(n) ${phrase nounOrComposite elemType}";
      descriptionClass = "composite";
      check = lib.isFunction;
      merge =
        loc: defs: x:
        (merged (loc ++ [ "<function body>" ]) elemType (map (d: d // { value = d.value x; }) defs))
        .value;
      getSubOptions = prefix: elemType.getSubOptions (prefix ++ [ "<function body>" ]);
      inherit (elemType) getSubModules;
      substSubModules = m: functionTo (elemType.substSubModules m);
      nestedTypes = { inherit elemType; };
    };

  ## Choices

  enum =
    values:
    withParts { inherit values; } {
      name = "enum";
      description =
        if values == [ ] then
          "impossible (empty enum)"
        else if builtins.length values == 1 then
          "value ${show (head values)} (singular enum)"
        else
          "one of ${concatStringsSep ", " (map show values)}";
      descriptionClass = if builtins.length values < 2 then "noun" else "conjunction";
      check = x: elem x values;
      merge = mergeEqualOption;
    };

  either =
    left: right:
    let
      made = mkOptionType {
        name = "either";
        description =
          if left.descriptionClass or null == "nonRestrictiveClause" then
            "${left.description}, or ${
              phrase (class: nounOrConjunction class || class == "composite") right
            }"
          else
            "${phrase nounOrConjunction left} or ${
              phrase (class: nounOrConjunction class || class == "composite") right
            }";
        descriptionClass = "conjunction";
        check = x: left.check x || right.check x;
        merge =
          loc: defs:
          if all (d: left.check d.value) defs then
            left.merge loc defs
          else if all (d: right.check d.value) defs then
            right.merge loc defs
          else
            mergeOneOption loc defs;
        nestedTypes = { inherit left right; };
      };
    in
    made
    // {
      inherit left right;
      functor = made.functor // {
        payload.elemType = [
          left
          right
        ];
      };
    };

  # One of several types, the first that fits.
  oneOf =
    ts:
    if ts == [ ] then
      throw "types.oneOf needs to get at least one type in its argument"
    else
      builtins.foldl' either (head ts) (builtins.tail ts);

  # Values of one type, or of another one that a function converts.
  coercedTo =
    coercedType: coerceFunc: finalType:
    mkOptionType {
      name = "coercedTo";
      description = "${phrase noun finalType} or ${phrase noun coercedType} convertible to it";
      check = x: (coercedType.check x && finalType.check (coerceFunc x)) || finalType.check x;
      merge =
        loc: defs:
        finalType.merge loc (
          map (d: if coercedType.check d.value then d // { value = coerceFunc d.value; } else d) defs
        );
      inherit (finalType) emptyValue getSubOptions getSubModules;
      substSubModules = m: coercedTo coercedType coerceFunc (finalType.substSubModules m);
      nestedTypes = { inherit coercedType finalType; };
    }
    // {
      inherit coercedType coerceFunc finalType;
    };

  # Sets of exactly one of these options.
  attrTag =
    tags:
    withParts { inherit tags; } {
      name = "attrTag";
      description = "attribute-tagged union with choices: ${concatStringsSep ", " (attrNames tags)}";
      descriptionClass = "noun";
      check = x: isAttrs x && builtins.length (attrNames x) == 1 && tags ? ${head (attrNames x)};
      merge =
        loc: defs:
        let
          name = head (attrNames (head defs).value);
        in
        {
          ${name} =
            (merged (loc ++ [ name ]) tags.${name}.type (
              map (d: d // { value = d.value.${name}; }) defs
            )).value;
        };
      getSubOptions = prefix: mapAttrs (name: option: option // { loc = prefix ++ [ name ]; }) tags;
      nestedTypes = mapAttrs (_: option: option.type) tags;
    };

  # A type with one more condition.
  addCheck = type: check: type // { check = x: type.check x && check x; };

  ## Modules

  submodule =
    modules:
    submoduleWith {
      shorthandOnlyDefinesConfig = true;
      modules = lib.toList modules;
    };

  submoduleWith =
    {
      modules,
      specialArgs ? { },
      shorthandOnlyDefinesConfig ? false,
      description ? null,
      class ? null,
    }@args:
    let
      given = {
        inherit
          modules
          specialArgs
          shorthandOnlyDefinesConfig
          description
          class
          ;
      };
      asModule =
        d:
        if isAttrs d.value && shorthandOnlyDefinesConfig then
          {
            _file = d.file;
            config = d.value;
          }
        else
          lib.setDefaultModuleLocation d.file d.value;
      evaluate =
        prefix: more:
        external "evalModules" {
          inherit class specialArgs prefix;
          modules = modules ++ more;
        };
    in
    withParts given {
      name = "submodule";
      description = if description == null then "submodule" else description;
      check = x: isAttrs x || lib.isFunction x || builtins.isPath x;
      merge =
        loc: defs:
        (evaluate loc ([ { _module.args.name = lib.last loc; } ] ++ map asModule defs)).config;
      emptyValue.value = { };
      getSubOptions = prefix: (evaluate prefix [ ]).options;
      getSubModules = modules;
      substSubModules = m: submoduleWith (args // { modules = m; });
    };

  # A module that is imported elsewhere; definitions merge to one with all of them in `imports`.
  deferredModule = deferredModuleWith { };
  deferredModuleWith =
    {
      staticModules ? [ ],
    }:
    withParts { inherit staticModules; } {
      name = "deferredModule";
      description = "module";
      descriptionClass = "noun";
      check = x: isAttrs x || lib.isFunction x || builtins.isPath x;
      merge = loc: defs: {
        imports =
          staticModules
          ++ map (
            d: lib.setDefaultModuleLocation "${d.file}, via option ${lib.showOption loc}" d.value
          ) defs;
      };
      getSubModules = staticModules;
      substSubModules = m: deferredModuleWith { staticModules = m; };
    };
}
