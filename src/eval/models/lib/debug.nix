# Tracing and tests.
{ lib, ... }:
let
  inherit (builtins)
    attrNames
    concatMap
    deepSeq
    isAttrs
    isList
    mapAttrs
    ;

  # A value down to a depth.
  cut =
    depth: value:
    if isList value then
      (if depth == 0 then "[…]" else map (cut (depth - 1)) value)
    else if isAttrs value then
      (if depth == 0 then "{…}" else mapAttrs (_: cut (depth - 1)) value)
    else
      value;
in
rec {
  inherit (builtins) addErrorContext trace unsafeGetAttrPos;

  # Traces a message if the condition holds.
  traceIf =
    condition: message: value:
    if condition then trace message value else value;

  # Traces a function of the value, returns the value.
  traceValFn = f: value: trace (f value) value;

  # Traces the value and returns it.
  traceVal = traceValFn (value: value);

  # Traces a value in full, returns another one.
  traceSeq = message: value: trace (deepSeq message message) value;

  # Traces a value down to a depth, returns another one.
  traceSeqN = depth: message: value: traceSeq (cut depth message) value;

  # Traces a function of the value in full, returns the value.
  traceValSeqFn = f: value: traceValFn f (deepSeq value value);

  # Traces the value in full and returns it.
  traceValSeq = traceValSeqFn (value: value);

  # Traces a function of the value down to a depth, returns the value.
  traceValSeqNFn = f: depth: value: traceSeqN depth (f value) value;

  # Traces the value down to a depth and returns it.
  traceValSeqN = traceValSeqNFn (value: value);

  # A function that traces its argument and its result down to a depth.
  traceFnSeqN =
    depth: name: f: value:
    let
      result = f value;
    in
    traceSeqN depth {
      fn = name;
      from = value;
      to = result;
    } result;

  # The tests (`{ expr; expected; }`) that fail, as a list; only those named test… are run.
  runTests =
    tests:
    let
      chosen = tests.tests or [ ];
      isTest = name: builtins.substring 0 4 name == "test" || builtins.elem name chosen;
    in
    concatMap (
      name:
      let
        test = tests.${name};
      in
      if
        (if chosen == [ ] then isTest name else builtins.elem name chosen) && test.expr != test.expected
      then
        [
          {
            inherit name;
            inherit (test) expected;
            result = test.expr;
          }
        ]
      else
        [ ]
    ) (attrNames tests);

  # Tests that a list of booleans is all true.
  testAllTrue = expr: {
    inherit expr;
    expected = map (_: true) expr;
  };
}
