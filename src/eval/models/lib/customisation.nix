# Packages: calls, overrides and scopes.
{ lib, ... }:
let
  inherit (builtins) intersectAttrs isAttrs mapAttrs;
  argsOf = import ./formals.nix;
in
rec {
  # A derivation with other attributes.
  overrideDerivation =
    drv: f:
    let
      made = derivation (drv.drvAttrs // f drv);
    in
    extendDerivation true (
      {
        meta = drv.meta or { };
        passthru = drv.passthru or { };
      }
      // (drv.passthru or { })
    ) made;

  # The result of a function, with `override` to call it again with other arguments.
  makeOverridable =
    f:
    lib.mirrorFunctionArgs f (
      args:
      let
        result = f args;
        change = new: args // (if lib.isFunction new then new args else new);
        again = lib.mirrorFunctionArgs f (new: makeOverridable f (change new));
      in
      if isAttrs result then
        result
        // {
          override = again;
          overrideDerivation = g: makeOverridable (x: overrideDerivation (f x) g) args;
        }
        // (
          if result ? overrideAttrs then
            {
              overrideAttrs =
                g: makeOverridable (lib.mirrorFunctionArgs f (x: (f x).overrideAttrs g)) args;
            }
          else
            { }
        )
      else if lib.isFunction result then
        lib.setFunctionArgs result (argsOf result) // { override = again; }
      else
        result
    );

  # Calls a function, or the one in a file, with what it asks for.
  callPackageWith =
    auto: fn: args:
    let
      f = if lib.isFunction fn then fn else import fn;
    in
    makeOverridable f (intersectAttrs (argsOf f) auto // args);

  # callPackageWith for a function that returns a set of packages.
  callPackagesWith =
    auto: fn: args:
    let
      f = if lib.isFunction fn then fn else import fn;
      all = intersectAttrs (argsOf f) auto // args;
      pkgs = f all;
    in
    if lib.isDerivation pkgs then
      throw "function `callPackages` was called on a *single* derivation"
    else
      mapAttrs (name: _: makeOverridable (new: (f new).${name}) all) pkgs;

  # A derivation with more attributes, at all of its outputs, if a condition holds.
  extendDerivation =
    condition: passthru: drv:
    let
      outputs = drv.outputs or [ "out" ];
      common = drv // byName // { all = map (name: byName.${name}) outputs; } // passthru;
      byName = lib.genAttrs outputs (
        name:
        common
        // {
          inherit (drv.${name}) type outputName;
          outputSpecified = true;
          drvPath =
            assert condition;
            drv.${name}.drvPath;
          outPath =
            assert condition;
            drv.${name}.outPath;
        }
        // passthru
      );
    in
    common
    // {
      drvPath =
        assert condition;
        drv.drvPath;
      outPath =
        assert condition;
        drv.outPath;
    };

  # Only what Hydra wants to know of a derivation.
  hydraJob =
    drv:
    if drv == null then
      null
    else
      lib.filterAttrs (
        name: _:
        builtins.elem name [
          "drvPath"
          "outPath"
          "name"
          "type"
          "system"
          "meta"
          "outputName"
          "outputs"
        ]
      ) drv
      // lib.genAttrs (drv.outputs or [ ]) (name: hydraJob drv.${name});

  # A set of packages that are called with each other.
  makeScope =
    newScope: f:
    let
      self = f self // {
        newScope = scope: newScope (self // scope);
        callPackage = self.newScope { };
        overrideScope = overlay: makeScope newScope (lib.extends overlay f);
        packages = f;
      };
    in
    self;
}
