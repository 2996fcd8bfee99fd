# What all option types are made with. The parts of a type (`elemType`, `values`, `modules`, …)
# stand as plain attributes, and in `functor.payload` too.
{ lib, ... }:
let
  inherit (builtins) isBool isInt isString;
  inherit (lib.options) mergeDefaultOption;
in
rec {
  values = map (d: d.value);

  # The merged value of definitions with properties such as mkIf.
  merged =
    loc: type: defs:
    (lib.modules.mergeDefinitions loc type defs).optionalValue;

  noun = class: class == "noun";
  nounOrComposite = class: class == "noun" || class == "composite";
  nounOrConjunction = class: class == "noun" || class == "conjunction";

  # A type without parts.
  simple =
    name: description: check: merge:
    mkOptionType {
      inherit name description check merge;
      descriptionClass = "noun";
    };

  # A type with parts: plain attributes, and the payload of its functor.
  withParts =
    parts: type:
    let
      made = mkOptionType type;
    in
    made
    // removeAttrs parts [ "description" ]
    // {
      functor = made.functor // {
        payload = parts;
      };
    };

  # The tag, the defaults and the methods of a type.
  mkOptionType =
    {
      name,
      description ? null,
      descriptionClass ? null,
      check ? (_: true),
      merge ? mergeDefaultOption,
      emptyValue ? { },
      getSubOptions ? (_: { }),
      getSubModules ? null,
      substSubModules ? (_: null),
      typeMerge ? defaultTypeMerge functor,
      functor ? defaultFunctor name,
      deprecationMessage ? null,
      nestedTypes ? { },
    }:
    {
      _type = "option-type";
      description = if description == null then name else description;
      inherit
        name
        descriptionClass
        check
        merge
        emptyValue
        getSubOptions
        getSubModules
        substSubModules
        typeMerge
        functor
        deprecationMessage
        nestedTypes
        ;
    };

  defaultFunctor = name: {
    inherit name;
    type = lib.types.${name} or null;
    payload = null;
    binOp = _: _: null;
  };

  # Two types merge if they have one name and no parts.
  defaultTypeMerge =
    f: g: if f.name == g.name && f.payload == null && g.payload == null then f.type else null;

  phrase =
    fits: type:
    if fits (type.descriptionClass or null) then type.description else "(${type.description})";

  show =
    x:
    if isString x then
      ''"${x}"''
    else if isInt x then
      toString x
    else if isBool x then
      lib.boolToString x
    else
      "<${builtins.typeOf x}>";
}
