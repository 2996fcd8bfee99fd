# Text formats. What is not here is a symbol.
{ lib, ... }:
let
  inherit (builtins) concatStringsSep isBool isFloat isInt;
in
rec {
  # A scalar as text.
  mkValueStringDefault =
    _: value:
    if isInt value || lib.isStringLike value then
      toString value
    else if isBool value then
      lib.boolToString value
    else if value == null then
      "null"
    else if isFloat value then
      lib.strings.floatToString value
    else
      throw "generators.mkValueStringDefault: ${builtins.typeOf value} not supported";

  # A key, a separator and a value.
  mkKeyValueDefault =
    {
      mkValueString ? mkValueStringDefault { },
    }:
    separator: key: value:
    "${lib.escape [ separator ] key}${separator}${mkValueString value}";

  # A line for each attribute, with a list as several lines if that is wanted.
  toKeyValue =
    {
      mkKeyValue ? mkKeyValueDefault { } "=",
      listsAsDuplicateKeys ? false,
      indent ? "",
    }:
    set:
    let
      line = key: value: indent + mkKeyValue key value + "\n";
      lines =
        key: value:
        if listsAsDuplicateKeys then map (line key) (lib.toList value) else [ (line key value) ];
    in
    lib.concatStrings (lib.concatLists (lib.mapAttrsToList lines set));

  # A section for each attribute.
  toINI =
    {
      mkSectionName ? (name: lib.escape [ "[" "]" ] name),
      mkKeyValue ? mkKeyValueDefault { } "=",
      listsAsDuplicateKeys ? false,
    }:
    set:
    concatStringsSep "\n" (
      lib.mapAttrsToList (
        name: section:
        "[${mkSectionName name}]\n" + toKeyValue { inherit mkKeyValue listsAsDuplicateKeys; } section
      ) set
    );

  # toINI with lines before the first section.
  toINIWithGlobalSection =
    {
      mkSectionName ? (name: lib.escape [ "[" "]" ] name),
      mkKeyValue ? mkKeyValueDefault { } "=",
      listsAsDuplicateKeys ? false,
    }@args:
    {
      globalSection,
      sections ? { },
    }:
    (
      if globalSection == { } then
        ""
      else
        toKeyValue { inherit mkKeyValue listsAsDuplicateKeys; } globalSection + "\n"
    )
    + toINI { inherit mkSectionName mkKeyValue listsAsDuplicateKeys; } sections;

  # JSON.
  toJSON = _: builtins.toJSON;

  # YAML, of which JSON is a part.
  toYAML = toJSON;

  # Lua code among values.
  mkLuaInline = expr: {
    _type = "lua-inline";
    inherit expr;
  };
}
