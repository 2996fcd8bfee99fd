# Attributes as command lines.
{ lib, ... }:
let
  inherit (builtins)
    concatMap
    isBool
    isList
    stringLength
    ;
  inherit (lib) escapeShellArgs;
  scalar = lib.generators.mkValueStringDefault { };
in
rec {
  # Arguments from attributes, in the form of GNU programs.
  toGNUCommandLine =
    {
      mkOptionName ? (k: if stringLength k == 1 then "-${k}" else "--${k}"),
      mkBool ? (k: v: if v then [ (mkOptionName k) ] else [ ]),
      mkList ? (k: v: concatMap (mkOption k) v),
      mkOption ? (
        k: v:
        if v == null then
          [ ]
        else if optionValueSeparator == null then
          [
            (mkOptionName k)
            (scalar v)
          ]
        else
          [ "${mkOptionName k}${optionValueSeparator}${scalar v}" ]
      ),
      optionValueSeparator ? null,
    }:
    set:
    let
      render =
        k: v:
        if isBool v then
          mkBool k v
        else if isList v then
          mkList k v
        else
          mkOption k v;
    in
    builtins.concatLists (lib.mapAttrsToList render set);

  # toGNUCommandLine as text for a shell.
  toGNUCommandLineShell = options: set: escapeShellArgs (toGNUCommandLine options set);

  # Arguments from attributes; a function of the name tells option, separator and form.
  toCommandLine =
    format: set:
    let
      render =
        name: value:
        let
          form = {
            explicitBool = false;
            formatArg = scalar;
          }
          // format name;
          argument =
            v:
            if form.sep == null then
              [
                form.option
                (form.formatArg v)
              ]
            else
              [ "${form.option}${form.sep}${form.formatArg v}" ];
        in
        if value == null then
          [ ]
        else if isList value then
          concatMap (render name) value
        else if isBool value && !form.explicitBool then
          (if value then [ form.option ] else [ ])
        else
          argument value;
    in
    builtins.concatLists (lib.mapAttrsToList render set);

  # toCommandLine as text for a shell.
  toCommandLineShell = format: set: escapeShellArgs (toCommandLine format set);

  # toCommandLine in the form of GNU programs.
  toCommandLineGNU =
    {
      isLong ? (name: stringLength name > 1),
      explicitBool ? false,
      formatArg ? scalar,
    }:
    toCommandLine (name: {
      option = if isLong name then "--${name}" else "-${name}";
      sep = if isLong name then "=" else "";
      inherit explicitBool formatArg;
    });

  # toCommandLineGNU as text for a shell.
  toCommandLineShellGNU = options: set: escapeShellArgs (toCommandLineGNU options set);
}
