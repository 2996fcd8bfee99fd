# Functions on single values, functions and flow of control.
{ lib, ... }:
let
  inherit (builtins)
    isFunction
    trace
    substring
    stringLength
    genList
    foldl'
    ;

  digits = {
    "0" = 0;
    "1" = 1;
    "2" = 2;
    "3" = 3;
    "4" = 4;
    "5" = 5;
    "6" = 6;
    "7" = 7;
    "8" = 8;
    "9" = 9;
    a = 10;
    b = 11;
    c = 12;
    d = 13;
    e = 14;
    f = 15;
    A = 10;
    B = 11;
    C = 12;
    D = 13;
    E = 14;
    F = 15;
  };
in
rec {
  inherit (builtins)
    add
    bitAnd
    bitOr
    bitXor
    ceil
    deepSeq
    div
    floor
    genericClosure
    isBool
    isFloat
    isInt
    lessThan
    mul
    pathExists
    readFile
    seq
    sub
    ;

  ## Values and combinators

  # The argument itself.
  id = value: value;

  # The first argument, whatever the second.
  const = value: _: value;

  # Sends a value through a list of functions, the first one first.
  pipe = foldl' (value: f: f value);

  # Two lists, one after the other.
  concat = xs: ys: xs ++ ys;

  # Logical disjunction as a function.
  "or" = a: b: a || b;

  # Logical conjunction as a function.
  and = a: b: a && b;

  # True if exactly one of the two is true.
  xor = a: b: a != b;

  # Bits of a number inverted.
  bitNot = n: -1 - n;

  # "true" or "false".
  boolToString = flag: if flag then "true" else "false";

  # "yes" or "no".
  boolToYesNo = flag: if flag then "yes" else "no";

  # `a // b` as a function.
  mergeAttrs = a: b: a // b;

  # A two-argument function with its arguments swapped.
  flip =
    f: a: b:
    f b a;

  # The value, or the default in place of null.
  defaultTo = default: value: if value == null then default else value;

  # Applies a function unless the value is null.
  mapNullable = f: value: if value == null then null else f value;

  ## Numbers

  # The lesser of two values.
  min = a: b: if a < b then a else b;

  # The greater of two values.
  max = a: b: if a > b then a else b;

  # Remainder of the integer division.
  mod = a: b: a - b * (a / b);

  # -1, 0 or 1 as the first value is less than, equal to or greater than the second.
  compare =
    a: b:
    if a < b then
      -1
    else if a > b then
      1
    else
      0;

  # Compares with one order if the predicate holds for both values, with another if for
  # neither; values that satisfy it come before those that don't.
  splitByAndCompare =
    pred: yes: no: a: b:
    let
      inA = pred a;
      inB = pred b;
    in
    if inA && inB then
      yes a b
    else if inA then
      -1
    else if inB then
      1
    else
      no a b;

  # The digits of a non-negative number in a base, the most significant first.
  toBaseDigits =
    base: number:
    let
      go = n: if n < base then [ n ] else go (n / base) ++ [ (mod n base) ];
    in
    go number;

  # A number in upper-case hexadecimal digits.
  toHexString =
    number:
    builtins.concatStringsSep "" (
      map (d: substring d 1 "0123456789ABCDEF") (toBaseDigits 16 number)
    );

  # Reads hexadecimal digits, with or without a leading 0x.
  fromHexString =
    text:
    let
      body = if substring 0 2 text == "0x" then substring 2 (-1) text else text;
      chars = genList (i: substring i 1 body) (stringLength body);
    in
    if chars == [ ] then
      throw "not a hexadecimal number: ${text}"
    else
      foldl' (
        n: c: n * 16 + (digits.${c} or (throw "not a hexadecimal number: ${text}"))
      ) 0 chars;

  ## Files

  # The value of a JSON file.
  importJSON = file: builtins.fromJSON (builtins.readFile file);

  # The value of a TOML file.
  importTOML = file: builtins.fromTOML (builtins.readFile file);

  ## The environment

  # Pure evaluation has no current system.
  inPureEvalMode = !(builtins ? currentSystem);

  # Whether this is evaluated for nix-shell.
  inNixShell = builtins.getEnv "IN_NIX_SHELL" != "";

  ## Warnings and errors

  # The value, after a warning.
  warn = message: trace "evaluation warning: ${message}";

  # The value, after a warning if the condition holds.
  warnIf = condition: message: if condition then warn message else value: value;

  # The value, after a warning unless the condition holds.
  warnIfNot = condition: message: if condition then value: value else warn message;

  # The value, after a message for the user.
  info = message: trace "INFO: ${message}";

  # The value, after all warnings of a list.
  showWarnings = warnings: value: foldl' (result: message: warn message result) value warnings;

  # An error with this message unless the condition holds, else the identity.
  throwIfNot = condition: message: if condition then value: value else throw message;

  # An error with this message if the condition holds, else the identity.
  throwIf = condition: message: if condition then throw message else value: value;

  # An error if one of the values isn't among the valid ones, else the identity.
  checkListOfEnum =
    message: valid: values:
    let
      bad = builtins.filter (v: !(builtins.elem v valid)) values;
      show = vs: builtins.concatStringsSep ", " (map toString vs);
    in
    if bad == [ ] then
      value: value
    else
      throw "${message}: ${show bad} unexpected; valid ones: ${show valid}";

  ## Functions

  # A function with an announced set of formals.
  setFunctionArgs = f: args: {
    __functor = self: f;
    __functionArgs = args;
  };

  # The formals of a function or of a set that acts as one; the value tells if there is a default.
  functionArgs =
    f:
    if f ? __functor then
      f.__functionArgs or (functionArgs (f.__functor f))
    else
      builtins.functionArgs f;

  # Whether a value can be called.
  isFunction = f: builtins.isFunction f || f ? __functor;

  # Gives a function the announced formals of another one.
  mirrorFunctionArgs =
    f:
    let
      args = import ./formals.nix f;
    in
    g: setFunctionArgs g args;

  # The value if it can be called, else a constant function of it.
  toFunction = value: if lib.isFunction value then value else _: value;
}
