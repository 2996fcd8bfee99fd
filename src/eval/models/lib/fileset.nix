# Sets of files: `{ _type = "fileset"; files = { KEY = path; … }; }`. A key is a path with tabs in
# place of slashes, so that attributes stand in the order of a walk through the tree.
{ lib, ... }:
let
  inherit (builtins)
    attrNames
    attrValues
    baseNameOf
    filter
    intersectAttrs
    isPath
    listToAttrs
    pathExists
    readDir
    replaceStrings
    ;
  inherit (lib.filesystem) pathIsDirectory;

  key = path: replaceStrings [ "/" ] [ "\t" ] (toString path);

  make = files: {
    _type = "fileset";
    inherit files;
  };

  fromPaths =
    paths:
    make (
      listToAttrs (
        map (path: {
          name = key path;
          value = path;
        }) paths
      )
    );

  under = path: if pathIsDirectory path then lib.filesystem.listFilesRecursive path else [ path ];

  # A fileset from a fileset or a path.
  coerce =
    name: x:
    if tagged x then
      x
    else if isPath x then
      if pathExists x then
        fromPaths (under x)
      else
        throw "lib.fileset.${name}: ${toString x} is a path that does not exist."
    else if x ? _isLibCleanSourceWith then
      throw "lib.fileset.${name}: the argument is a `lib.sources`-based value; use `lib.fileset.fromSource`."
    else
      throw "lib.fileset.${name}: the argument is of type ${builtins.typeOf x}, but it should be a file set or a path instead.";

  tagged = x: x._type or "" == "fileset";

  binary =
    name: op: a: b:
    make (op (coerce name a).files (coerce name b).files);
in
rec {
  # Whether a value is a fileset, or a path that can be one.
  isFileset = x: tagged x || (isPath x && pathExists x);

  # No files.
  empty = make { };

  # The files of a path, or none if it doesn't exist.
  maybeMissing = path: if pathExists path then coerce "maybeMissing" path else empty;

  # The files of either one.
  union = binary "union" (a: b: a // b);

  # The files of all filesets of a list.
  unions =
    sets: make (lib.mergeAttrsList (map (set: (coerce "unions" set).files) sets));

  # The files of both.
  intersection = binary "intersection" intersectAttrs;

  # The files of the first one that the second one doesn't have.
  difference = binary "difference" (a: b: removeAttrs a (attrNames b));

  # The files under a path of which `{ name; type; hasExt; }` satisfies the predicate.
  fileFilter =
    pred: path:
    fromPaths (
      filter (
        file:
        let
          name = baseNameOf file;
        in
        pred {
          inherit name;
          type = lib.filesystem.pathType file;
          hasExt = ext: lib.hasSuffix ".${ext}" name;
        }
      ) (under path)
    );

  # The files as a list of paths.
  toList = set: attrValues (coerce "toList" set).files;

  # A source with these files under a root.
  toSource =
    { root, fileset }:
    let
      files = (coerce "toSource" fileset).files;
      directories = lib.genAttrs (lib.concatMap (
        k:
        let
          parts = lib.splitString "\t" k;
        in
        map (n: builtins.concatStringsSep "\t" (lib.take n parts)) (
          lib.range 1 (builtins.length parts - 1)
        )
      ) (attrNames files)) (_: true);
    in
    lib.cleanSourceWith {
      name = "source";
      src = root;
      filter =
        path: type: if type == "directory" then directories ? ${key path} else files ? ${key path};
    };

  # The files that the filter of a source accepts.
  fromSource =
    source:
    let
      top = source.origSrc or source;
      accepts = source.filter or (_: _: true);
      walk =
        dir:
        let
          entries = readDir dir;
        in
        builtins.concatMap (
          name:
          let
            path = dir + "/${name}";
          in
          if !(accepts (toString path) entries.${name}) then
            [ ]
          else if entries.${name} == "directory" then
            walk path
          else
            [ path ]
        ) (attrNames entries);
    in
    fromPaths (walk top);

  # The files of a working tree; a flake has no others than the tracked ones.
  gitTracked = gitTrackedWith { };
  gitTrackedWith =
    {
      recurseSubmodules ? false,
    }:
    path:
    difference path (maybeMissing (path + "/.git"));

  # The second value; a trace of files is not modelled.
  trace = _: value: value;

  # The value; a trace of files is not modelled.
  traceVal = value: value;
}
