# Checks with messages.
{ lib, ... }:
let
  show = builtins.toJSON;
in
rec {
  # True, or an error with this message.
  assertMsg = condition: message: condition || throw message;

  # True if the value is among the valid ones, else an error that names them.
  assertOneOf =
    name: value: valid:
    assertMsg (builtins.elem value valid) "${name} must be one of ${show valid}, but is: ${show value}";

  # True if each value is among the valid ones, else an error that names them.
  assertEachOneOf =
    name: values: valid:
    assertMsg (builtins.all (value: builtins.elem value valid) values)
      "each element in ${name} must be one of ${show valid}, but is: ${show values}";

  # The value, after the warnings and if all assertions hold.
  checkAssertWarn =
    assertions: warnings: value:
    let
      failed = map (a: a.message) (builtins.filter (a: !a.assertion) assertions);
    in
    if failed == [ ] then
      lib.showWarnings warnings value
    else
      throw "\nFailed assertions:\n${builtins.concatStringsSep "\n" (map (m: "- ${m}") failed)}";
}
