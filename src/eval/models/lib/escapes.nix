# Quoting of strings for shells, Nix, regular expressions, URLs and XML.
{ lib, ... }:
let
  inherit (builtins)
    concatStringsSep
    genList
    isAttrs
    isList
    listToAttrs
    match
    replaceStrings
    stringLength
    substring
    toJSON
    ;

  # The printable characters in the order of their codes, from 32.
  printable = " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";

  control =
    code: builtins.fromJSON "\"\\u00${if code < 16 then "0" else ""}${lib.toHexString code}\"";

  hex = code: (if code < 16 then "0" else "") + lib.toHexString code;

  quote = text: "'${replaceStrings [ "'" ] [ "'\\''" ] text}'";

  keywords = [
    "assert"
    "else"
    "if"
    "in"
    "inherit"
    "let"
    "or"
    "rec"
    "then"
    "with"
  ];
in
rec {
  # The code of each ASCII character.
  asciiTable = listToAttrs (
    genList (i: {
      name = substring i 1 printable;
      value = 32 + i;
    }) (stringLength printable)
    ++ genList (i: {
      name = control (i + 1);
      value = i + 1;
    }) 31
    ++ [
      {
        name = control 127;
        value = 127;
      }
    ]
  );

  # A backslash before each of the listed characters.
  escape = chars: replaceStrings chars (map (c: "\\${c}") chars);

  # `\xHH` for each of the listed characters.
  escapeC =
    chars:
    replaceStrings chars (
      map (c: "\\x${lib.toLower (hex asciiTable.${c})}") chars
    );

  # A literal string as a regular expression.
  escapeRegex = escape (lib.stringToCharacters "\\[{()^$?*+|.");

  # `%HH` for what a URL's component can't have.
  escapeURL =
    let
      free = lib.stringToCharacters "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";
      special = removeAttrs asciiTable free;
    in
    replaceStrings (builtins.attrNames special) (
      map (code: "%" + hex code) (builtins.attrValues special)
    );

  # A value as one word for a POSIX shell.
  escapeShellArg =
    value:
    let
      text = toString value;
    in
    if match "[[:alnum:],._+:@%/-]+" text == null then quote text else text;

  # A list of values as words for a POSIX shell.
  escapeShellArgs = values: concatStringsSep " " (map escapeShellArg values);

  # A value as a string literal of Nix.
  escapeNixString = value: escape [ "$" ] (toJSON value);

  # A name as an attribute name of Nix, quoted where it must be.
  escapeNixIdentifier =
    name:
    if match "[a-zA-Z_][a-zA-Z0-9_'-]*" name != null && !(builtins.elem name keywords) then
      name
    else
      escapeNixString name;

  # Text for XML's elements and attributes.
  escapeXML =
    replaceStrings
      [ "\"" "'" "<" ">" "&" ]
      [ "&quot;" "&apos;" "&lt;" "&gt;" "&amp;" ];

  # An assignment of a string, an array or an associative array in Bash.
  toShellVar =
    name: value:
    if !(lib.strings.isValidPosixName name) then
      throw "toShellVar: ${name} is not a valid shell variable name"
    else if isAttrs value && !(lib.isStringLike value) then
      "declare -A ${name}=(${
        concatStringsSep " " (
          lib.mapAttrsToList (n: v: "[${escapeShellArg n}]=${escapeShellArg v}") value
        )
      })"
    else if isList value then
      "declare -a ${name}=(${escapeShellArgs value})"
    else
      "${name}=${escapeShellArg value}";

  # toShellVar for each attribute, as lines.
  toShellVars = set: concatStringsSep "\n" (lib.mapAttrsToList toShellVar set);
}
