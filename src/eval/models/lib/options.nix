# Declarations of options, and merges of their definitions.
{ lib, ... }:
let
  inherit (builtins)
    all
    concatStringsSep
    foldl'
    head
    isAttrs
    isBool
    isFunction
    isInt
    isList
    isString
    length
    tail
    ;

  values = map (d: d.value);

  literal = type: text: {
    _type = type;
    inherit text;
  };

  conflict =
    loc: defs: what:
    throw "The option `${showOption loc}' ${what} Definition values:${showDefs defs}";

  inherit (lib.options) showOption showDefs;
in
rec {
  # Whether a value is an option.
  isOption = x: x._type or null == "option";

  # The declaration of an option.
  mkOption = attrs: attrs // { _type = "option"; };

  # An option that turns something on, off by default.
  mkEnableOption =
    name:
    mkOption {
      default = false;
      example = true;
      description = "Whether to enable ${name}.";
      type = lib.types.bool;
    };

  # An option for a package, by default the one at a path of the package set.
  mkPackageOption =
    pkgs: name:
    {
      nullable ? false,
      default ? name,
      example ? null,
      extraDescription ? "",
      pkgsText ? "pkgs",
    }:
    let
      title = if isList name then lib.last name else name;
      path = lib.toList default;
      shown = p: literalExpression "${pkgsText}.${lib.showAttrPath (lib.toList p)}";
    in
    mkOption (
      {
        type = if nullable then lib.types.nullOr lib.types.package else lib.types.package;
        description =
          "The ${title} package to use."
          + (if extraDescription == "" then "" else " ${extraDescription}");
      }
      // (
        if default == null then
          (if nullable then { default = null; } else { })
        else
          {
            default = lib.attrByPath path (throw
              "${concatStringsSep "." path} cannot be found in ${pkgsText}"
            ) pkgs;
            defaultText = shown path;
          }
      )
      // (
        if example == null then
          { }
        else
          { example = if isList example then shown example else literalExpression example; }
      )
    );

  # An option that takes all definitions of options that nobody declares.
  mkSinkUndeclaredOptions =
    attrs:
    mkOption (
      {
        internal = true;
        visible = false;
        default = false;
        description = "Sink for option definitions.";
        type = lib.mkOptionType {
          name = "sink";
          check = _: true;
          merge = _: _: false;
        };
        apply = _: throw "Option value is not readable because the option is not declared.";
      }
      // attrs
    );

  ## Texts

  # Text that stands for an expression of Nix.
  literalExpression = literal "literalExpression";

  # A former name of literalExpression.
  literalExample = literalExpression;

  # Markdown in place of a value.
  literalMD = literal "literalMD";

  # DocBook in place of a value, from former times.
  literalDocBook = literal "literalDocBook";

  # Code in place of a value, with the name of its language.
  literalCode =
    language: text:
    literalMD "```${language}\n${text}\n```\n";

  # Formerly marked descriptions as Markdown.
  mdDoc = text: text;

  ## Merges

  # Any values: the same kind put together, else an error.
  mergeDefaultOption =
    loc: defs:
    let
      vs = values defs;
    in
    if length vs == 1 then
      head vs
    else if all isFunction vs then
      x: mergeDefaultOption loc (map (f: { value = f x; }) vs)
    else if all isList vs then
      builtins.concatLists vs
    else if all isAttrs vs then
      foldl' (a: b: a // b) { } vs
    else if all isBool vs then
      builtins.any (x: x) vs
    else if all isString vs then
      concatStringsSep "" vs
    else if all isInt vs && all (x: x == head vs) vs then
      head vs
    else
      conflict loc defs "has conflicting definitions.";

  # The only definition.
  mergeOneOption = mergeUniqueOption { message = ""; };

  # The only definition, with a message for the case that there are more.
  mergeUniqueOption =
    {
      message,
      merge ? null,
    }:
    loc: defs:
    if length defs == 1 then
      (if merge == null then (head defs).value else merge loc defs)
    else
      conflict loc defs "is defined multiple times while it's expected to be unique.\n${message}";

  # The value that all definitions agree on.
  mergeEqualOption =
    loc: defs:
    if defs == [ ] then
      throw "This case should never happen."
    else if all (d: d.value == (head defs).value) (tail defs) then
      (head defs).value
    else
      conflict loc defs "has conflicting definition values:";

  # The values of definitions.
  getValues = values;

  # The files of definitions.
  getFiles = map (d: d.file);

  ## Display

  # The path of an option as a user would write it.
  showOption =
    parts:
    concatStringsSep "." (
      map (
        part:
        if part == "*" || builtins.match "<.*>" part != null then
          part
        else
          lib.strings.escapeNixIdentifier part
      ) parts
    );

  # Files in quotes.
  showFiles = files: concatStringsSep " and " (map (file: "`${file}'") files);

  # Definitions with their files.
  showDefs = defs: lib.concatMapStrings (d: "\n- In `${d.file or unknownModule}'") defs;

  # What stands for a file that isn't known.
  unknownModule = "<unknown-file>";

  # A value as an expression for the manual.
  renderOptionValue =
    value:
    if value ? _type && value ? text then
      value
    else
      literalExpression (lib.generators.toPretty { } value);
}
