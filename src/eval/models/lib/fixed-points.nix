# Fixed points, overlays and extensible sets.
{ lib, ... }:
rec {
  # The least fixed point of a function.
  fix =
    f:
    let
      self = f self;
    in
    self;

  # Like fix, and keeps the function in `__unfix__`.
  fix' =
    f:
    let
      self = f self // {
        __unfix__ = f;
      };
    in
    self;

  # Applies a function until the value no longer changes.
  converge =
    f: value:
    let
      next = f value;
    in
    if next == value then value else converge f next;

  # Applies an overlay to a function of the final set.
  extends =
    overlay: f: final:
    let
      prev = f final;
    in
    prev // overlay final prev;

  # One overlay from two; the second sees what the first made.
  composeExtensions =
    first: second: final: prev:
    let
      changes = first final prev;
    in
    changes // second final (prev // changes);

  # One overlay from a list of them.
  composeManyExtensions = builtins.foldl' composeExtensions (final: prev: { });

  # An overlay from an overlay, from a function of the previous set, or from a set.
  toExtension =
    value:
    if lib.isFunction value then
      final: prev:
      let
        result = value prev;
      in
      if lib.isFunction result then value final prev else result
    else
      final: prev: value;

  # A set from its fixed-point function, with `extend` to apply an overlay to it.
  makeExtensible = makeExtensibleWithCustomName "extend";

  # Like makeExtensible, with another name for `extend`.
  makeExtensibleWithCustomName =
    name: f:
    fix' (
      self:
      f self
      // {
        ${name} = overlay: makeExtensibleWithCustomName name (extends overlay f);
      }
    );
}
