# Functions that merge sets: whatever names these have, the result has, and nobody asks which.
let
  inherit (builtins) isAttrs mapAttrs;
in
{
  # Merges nested sets; where the predicate holds for path and both values, the right one wins.
  recursiveUpdateUntil =
    pred: lhs: rhs:
    let
      go =
        path: a: b:
        a
        // mapAttrs (
          name: value:
          let
            here = path ++ [ name ];
          in
          if a ? ${name} && !(pred here a.${name} value) then go here a.${name} value else value
        ) b;
    in
    go [ ] lhs rhs;

  # Merges nested sets; where one side isn't a set, the right one wins.
  recursiveUpdate =
    lhs: rhs:
    let
      go =
        a: b:
        a
        // mapAttrs (
          name: value:
          if isAttrs value && a ? ${name} && isAttrs a.${name} then go a.${name} value else value
        ) b;
    in
    go lhs rhs;
}
