# Option types: tagged sets with a name, a check and a merge.
{ lib, external }:
let
  inherit (builtins)
    all
    concatStringsSep
    head
    isAttrs
    isBool
    isFloat
    isInt
    isString
    match
    ;
  inherit (lib.options) mergeDefaultOption mergeEqualOption mergeOneOption;
  inherit (base)
    defaultFunctor
    defaultTypeMerge
    mkOptionType
    noun
    phrase
    simple
    values
    withParts
    ;
  inherit (composed) addCheck either lazyAttrsOf;

  base = import ./types-base.nix { inherit lib; };
  composed = import ./types-composed.nix { inherit lib external; };

  bounds = low: high: "between ${toString low} and ${toString high} (both inclusive)";

  # Integers of a number of bits.
  sized =
    name: description: low: high:
    simple name "${description}; ${bounds low high}" (
      x: isInt x && x >= low && x <= high
    ) mergeEqualOption;
  unsignedInt = bits: sized "unsignedInt${bits}" "${bits} bit unsigned integer" 0;
  signedInt =
    bits: high:
    sized "signedInt${bits}" "${bits} bit signed integer" (-1 - high) high;
in
composed
// rec {
  inherit mkOptionType defaultFunctor defaultTypeMerge;
  types = lib.types;

  # A set with a type tag.
  setType = name: set: set // { _type = name; };

  # Whether a value has a type tag.
  isType = name: x: x._type or null == name;

  # Whether a value is an option type.
  isOptionType = isType "option-type";

  # A description, in parentheses unless its class fits.
  optionDescriptionPhrase = phrase;

  ## Without parts

  raw = simple "raw" "raw value" (_: true) mergeOneOption;
  unspecified = simple "unspecified" "unspecified value" (_: true) mergeDefaultOption;
  bool = simple "bool" "boolean" isBool mergeEqualOption;
  boolByOr = simple "boolByOr" "boolean (merged using or)" isBool (
    loc: defs: builtins.any (x: x) (values defs)
  );
  int = simple "int" "signed integer" isInt mergeEqualOption;
  float = simple "float" "floating point number" isFloat mergeEqualOption;
  str = simple "str" "string" isString mergeEqualOption;
  string = separatedString "";
  nonEmptyStr = simple "nonEmptyStr" "non-empty string" (
    x: isString x && match "[ \t\n]*" x == null
  ) mergeEqualOption;
  singleLineStr =
    simple "singleLineStr" "(optionally newline-terminated) single-line string"
      (x: isString x && match "[^\n\r]*\n?" x != null)
      (loc: defs: lib.removeSuffix "\n" (mergeEqualOption loc defs));
  optionType = simple "optionType" "optionType" isOptionType (
    loc: defs: if lib.length defs == 1 then (head defs).value else external "types.merged"
  );
  package = simple "package" "package" (x: lib.isDerivation x || lib.isStorePath x) (
    loc: defs:
    let
      value = mergeOneOption loc defs;
    in
    if lib.isDerivation value then value else lib.toDerivation value
  );
  shellPackage = package // {
    check = x: lib.isDerivation x && x ? shellPath;
  };
  luaInline = simple "luaInline" "inline lua" (isType "lua-inline") mergeEqualOption;
  fileset = simple "fileset" "fileset" lib.fileset.isFileset (
    loc: defs: lib.fileset.unions (values defs)
  );
  attrs = mkOptionType {
    name = "attrs";
    description = "attribute set";
    check = isAttrs;
    merge = loc: defs: lib.mergeAttrsList (values defs);
    emptyValue.value = { };
  };

  # Any value; sets merge attribute by attribute, functions by their results.
  anything = simple "anything" "anything" (_: true) (
    loc: defs:
    let
      kinds = lib.unique (map (d: builtins.typeOf d.value) defs);
      sets = all (d: isAttrs d.value && !(lib.isStringLike d.value)) defs;
    in
    if lib.length defs == 1 && !sets then
      (head defs).value
    else if sets then
      (lazyAttrsOf anything).merge loc defs
    else if kinds == [ "lambda" ] then
      x:
      anything.merge (loc ++ [ "<function body>" ]) (
        map (d: d // { value = d.value x; }) defs
      )
    else
      mergeEqualOption loc defs
  );

  ## Numbers

  ints = {
    between =
      low: high:
      simple "intBetween" "integer ${bounds low high}" (
        x: isInt x && x >= low && x <= high
      ) mergeEqualOption;
    unsigned =
      simple "unsignedInt" "unsigned integer, meaning >=0" (x: isInt x && x >= 0) mergeEqualOption
      // {
        descriptionClass = "nonRestrictiveClause";
      };
    positive =
      simple "positiveInt" "positive integer, meaning >0" (x: isInt x && x > 0) mergeEqualOption
      // {
        descriptionClass = "nonRestrictiveClause";
      };
    u8 = unsignedInt "8" 255;
    u16 = unsignedInt "16" 65535;
    u32 = unsignedInt "32" 4294967295;
    s8 = signedInt "8" 127;
    s16 = signedInt "16" 32767;
    s32 = signedInt "32" 2147483647;
  };
  port = ints.u16;
  number = either int float;
  numbers = {
    between =
      low: high:
      addCheck number (x: x >= low && x <= high)
      // {
        name = "numberBetween";
        description = "integer or floating point number ${bounds low high}";
      };
    nonnegative = addCheck number (x: x >= 0) // {
      name = "numberNonnegative";
      description = "nonnegative integer or floating point number, meaning >=0";
      descriptionClass = "nonRestrictiveClause";
    };
    positive = addCheck number (x: x > 0) // {
      name = "numberPositive";
      description = "positive integer or floating point number, meaning >0";
      descriptionClass = "nonRestrictiveClause";
    };
  };

  ## Strings

  # Strings that match a regular expression as a whole.
  strMatching =
    pattern:
    withParts { inherit pattern; } {
      name = "strMatching ${lib.strings.escapeNixString pattern}";
      description = "string matching the pattern ${pattern}";
      descriptionClass = "noun";
      check = x: isString x && match pattern x != null;
      merge = mergeEqualOption;
    };

  # Strings that are concatenated with a separator.
  separatedString =
    sep:
    withParts { inherit sep; } {
      name = "separatedString";
      description = "strings concatenated with ${builtins.toJSON sep}";
      descriptionClass = "noun";
      check = isString;
      merge = loc: defs: concatStringsSep sep (values defs);
    };
  lines = separatedString "\n";
  commas = separatedString ",";
  envVar = separatedString ":";

  # A narrower string that must not contain colons or newlines.
  passwdEntry =
    type:
    addCheck type (x: !(lib.hasInfix ":" x || lib.hasInfix "\n" x))
    // {
      name = "passwdEntry ${type.name}";
      description = "${phrase noun type}, not containing newlines or colons";
      descriptionClass = "nonRestrictiveClause";
    };

  ## Paths

  # Strings and paths by where they are.
  pathWith =
    {
      inStore ? null,
      absolute ? null,
    }:
    withParts { inherit inStore absolute; } {
      name = "path";
      description =
        (if absolute == null then "path" else if absolute then "absolute path" else "relative path")
        + (
          if inStore == null then
            ""
          else if inStore then
            " in the Nix store"
          else
            " not in the Nix store"
        );
      descriptionClass = "noun";
      check =
        x:
        let
          text = toString x;
          under = match "${builtins.storeDir}/[0-9a-df-np-sv-z]{32}-.*" text != null;
        in
        lib.isStringLike x
        && (absolute == null || absolute == lib.hasPrefix "/" text)
        && (inStore == null || inStore == under);
      merge = mergeEqualOption;
    };
  path = pathWith { absolute = true; };
  pathInStore = pathWith { inStore = true; };
  externalPath = pathWith {
    absolute = true;
    inStore = false;
  };

  # The type of option declarations.
  optionDeclaration = simple "optionDeclaration" "option declaration" (isType "option") (
    mergeOneOption
  );
}
