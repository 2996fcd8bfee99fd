# Functions on attribute sets.
{ lib, ... }:
let
  inherit (builtins)
    attrNames
    attrValues
    concatMap
    filter
    foldl'
    head
    isAttrs
    listToAttrs
    mapAttrs
    tail
    zipAttrsWith
    ;

  # Follows a path of names: `{ found; value; }`.
  follow =
    path: set:
    foldl'
      (
        at: name:
        if at.found && at.value ? ${name} then
          {
            found = true;
            value = at.value.${name};
          }
        else
          { found = false; }
      )
      {
        found = true;
        value = set;
      }
      path;
in
rec {
  inherit (builtins)
    attrNames
    attrValues
    catAttrs
    getAttr
    hasAttr
    intersectAttrs
    isAttrs
    listToAttrs
    mapAttrs
    removeAttrs
    zipAttrsWith
    ;

  ## Access

  # The value at a path of names, or the default.
  attrByPath =
    path: default: set:
    let
      at = follow path set;
    in
    if at.found then at.value else default;

  # Whether there is a value at a path of names.
  hasAttrByPath = path: set: (follow path set).found;

  # The longest prefix of the path that exists in the set.
  longestValidPathPrefix =
    path: set:
    (foldl'
      (
        at: name:
        if at.go && at.value ? ${name} then
          {
            go = true;
            value = at.value.${name};
            path = at.path ++ [ name ];
          }
        else
          at // { go = false; }
      )
      {
        go = true;
        value = set;
        path = [ ];
      }
      path
    ).path;

  # The value at a path of names, an error if there is none.
  getAttrFromPath =
    path: set:
    foldl' (
      value: name:
      value.${name}
        or (throw "cannot find attribute '${builtins.concatStringsSep "." path}'")
    ) set path;

  # Nested sets with the value at a path of names.
  setAttrByPath =
    path: value: if path == [ ] then value else { ${head path} = setAttrByPath (tail path) value; };

  # The values of the named attributes, in that order.
  attrVals = names: set: map (name: set.${name}) names;

  # Only the named attributes, each of which must exist.
  getAttrs =
    names: set:
    listToAttrs (
      map (name: {
        inherit name;
        value = set.${name};
      }) names
    );

  # A path of names as Nix would write it.
  showAttrPath =
    path:
    if path == [ ] then
      "<root attribute path>"
    else
      builtins.concatStringsSep "." (map lib.strings.escapeNixIdentifier path);

  ## Construction

  # `{ name; value; }`, as listToAttrs wants it.
  nameValuePair = name: value: { inherit name value; };

  # A set with these names, each value computed from its name.
  genAttrs =
    names: f:
    listToAttrs (
      map (name: {
        inherit name;
        value = f name;
      }) names
    );

  # A set from the name-value pairs that a function makes of each element.
  genAttrs' = xs: f: listToAttrs (map f xs);

  # The set, or an empty one unless the condition holds.
  optionalAttrs = condition: set: if condition then set else { };

  # The attributes as a list of name-value pairs.
  attrsToList =
    set:
    map (name: {
      inherit name;
      value = set.${name};
    }) (attrNames set);

  ## Mapping

  # Maps names and values to new name-value pairs.
  mapAttrs' = f: set: listToAttrs (map (name: f name set.${name}) (attrNames set));

  # Maps names and values to elements of a list.
  mapAttrsToList = f: set: map (name: f name set.${name}) (attrNames set);

  # Maps the leaves of nested sets, given their paths.
  mapAttrsRecursive = mapAttrsRecursiveCond (_: true);

  # Maps the leaves of nested sets; a set that fails the condition is a leaf.
  mapAttrsRecursiveCond =
    condition: f:
    let
      go =
        path:
        mapAttrs (
          name: value:
          let
            here = path ++ [ name ];
          in
          if isAttrs value && condition value then go here value else f here value
        );
    in
    go [ ];

  # Maps the leaves of nested sets, given their paths, to a flat list.
  mapAttrsToListRecursive = mapAttrsToListRecursiveCond (_: _: true);

  # Like mapAttrsToListRecursive; a set that fails the condition on its path and value is a leaf.
  mapAttrsToListRecursiveCond =
    condition: f:
    let
      go =
        path: set:
        concatMap (
          name:
          let
            here = path ++ [ name ];
            value = set.${name};
          in
          if isAttrs value && condition here value then go here value else [ (f here value) ]
        ) (attrNames set);
    in
    go [ ];

  # Merges the sets that a function makes of each attribute.
  concatMapAttrs = f: set: foldl' (a: b: a // b) { } (attrValues (mapAttrs f set));

  ## Selection

  # The attributes whose names and values satisfy the predicate.
  filterAttrs =
    pred: set: getAttrs (filter (name: pred name set.${name}) (attrNames set)) set;

  # Like filterAttrs, at every level.
  filterAttrsRecursive =
    pred: set:
    mapAttrs (_: value: if isAttrs value then filterAttrsRecursive pred value else value) (
      filterAttrs pred set
    );

  # All nested values that satisfy the predicate, without looking inside of them.
  collect =
    pred: value:
    if pred value then
      [ value ]
    else if isAttrs value then
      concatMap (collect pred) (attrValues value)
    else
      [ ];

  # Whether a set has the nested values of a pattern.
  matchAttrs =
    pattern: set:
    builtins.all (
      name:
      set ? ${name}
      && (
        if isAttrs pattern.${name} then
          isAttrs set.${name} && matchAttrs pattern.${name} set.${name}
        else
          pattern.${name} == set.${name}
      )
    ) (attrNames pattern);

  ## Folding

  # Folds over attributes in the order of their names.
  foldlAttrs =
    f: init: set:
    foldl' (acc: name: f acc name set.${name}) init (attrNames set);

  # Folds the values of equal names in a list of sets, from the right.
  foldAttrs = op: nul: zipAttrsWith (_: lib.foldr op nul);

  # Lists of the values of equal names.
  zipAttrs = zipAttrsWith (_: values: values);

  # zipAttrsWith for the given names only.
  zipAttrsWithNames =
    names: f: sets:
    listToAttrs (
      map (name: {
        inherit name;
        value = f name (builtins.catAttrs name sets);
      }) names
    );

  # Merges a list of sets; the last one wins.
  mergeAttrsList = foldl' (a: b: a // b) { };

  # All ways to choose one value from each attribute's list.
  cartesianProduct =
    set:
    foldl' (
      rows: name: concatMap (row: map (value: row // { ${name} = value; }) set.${name}) rows
    ) [ { } ] (attrNames set);

  # The former name of cartesianProduct.
  cartesianProductOfSets = cartesianProduct;

  # A function applied to all ways to choose one value from each attribute's list.
  mapCartesianProduct = f: set: map f (cartesianProduct set);

  ## Merging

  inherit (import ./merging.nix) recursiveUpdate recursiveUpdateUntil;

  # Applies functions to the values at paths, the deeper ones first, else in the order of the list.
  updateManyAttrsByPath =
    updates: set:
    let
      go =
        at: value: todo:
        let
          parts = builtins.partition (change: change.path == [ ]) todo;
          below = mapAttrs (
            name: changes:
            go (at && value ? ${name}) value.${name} (
              map (change: change // { path = tail change.path; }) changes
            )
          ) (builtins.groupBy (change: head change.path) parts.wrong);
          old = if at then value else throw "updateManyAttrsByPath: there is no value at the path";
          base = if parts.wrong == [ ] then old else (if at then value else { }) // below;
        in
        foldl' (result: change: change.update result) base parts.right;
    in
    go true set updates;

  # Replaces the values of those names that both sets have.
  overrideExisting = old: new: mapAttrs (name: value: new.${name} or value) old;

  # The union of two sets; a name that is in both is an error.
  unionOfDisjoint =
    a: b:
    let
      clash = builtins.intersectAttrs a b;
    in
    a
    // b
    // mapAttrs (
      name: _: throw "unionOfDisjoint: collision on ${name}; complete list: ${toString (attrNames clash)}"
    ) clash;

  ## Derivations

  # Whether a value is a derivation.
  isDerivation = value: value.type or null == "derivation";

  # A fake derivation from a store path.
  toDerivation =
    path:
    let
      outPath = builtins.storePath path;
      self = {
        type = "derivation";
        name = builtins.unsafeDiscardStringContext (
          builtins.substring 33 (-1) (baseNameOf outPath)
        );
        inherit outPath;
        outputs = [ "out" ];
        out = self;
        outputName = "out";
      };
    in
    self;

  # A named output of a package, else `out`, else the package.
  getOutput =
    output: pkg:
    if pkg.outputSpecified or false then pkg else pkg.${output} or pkg.out or pkg;

  # The first of the named outputs that a package has, else `out`, else the package.
  getFirstOutput =
    names: pkg:
    let
      present = filter (name: pkg ? ${name}) names;
    in
    if pkg.outputSpecified or false then
      pkg
    else if present == [ ] then
      pkg.out or pkg
    else
      pkg.${head present};

  getBin = getOutput "bin";
  getLib = getFirstOutput [
    "lib"
    "out"
  ];
  getStatic = getFirstOutput [
    "static"
    "lib"
    "out"
  ];
  getDev = getOutput "dev";
  getInclude = getFirstOutput [
    "include"
    "dev"
    "out"
  ];
  getMan = getFirstOutput [
    "man"
    "out"
  ];

  # The development outputs of packages.
  chooseDevOutputs = map getDev;

  # Lets Nix look for derivations inside of a set.
  recurseIntoAttrs = set: set // { recurseForDerivations = true; };

  # Keeps Nix from looking for derivations inside of a set.
  dontRecurseIntoAttrs = set: set // { recurseForDerivations = false; };
}
