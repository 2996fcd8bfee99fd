# import-tree (https://import-tree.oeiuwq.com, "API Reference" and "Filtering").
{ lib }:
let
  inherit (builtins)
    filter
    isAttrs
    isPath
    isString
    mapAttrs
    match
    ;

  isTree = x: isAttrs x && x ? __config;
  isPathLike = x: isPath x || isString x || isAttrs x && x ? outPath;
  isDirectory = x: isPathLike x && builtins.readFileType (x.outPath or x) == "directory";

  # By default: Nix files that neither have a name with `_` in front nor are in a directory that has.
  isModule = path: lib.hasSuffix ".nix" path && !(lib.hasInfix "/_" path);

  # Files and other values that a tree leads to.
  found =
    tree: arg:
    let
      roots = lib.flatten [
        tree.paths
        arg
      ];
      directories = map toString (filter isDirectory roots);
      under =
        root:
        if isTree root then
          root.files
        else if isDirectory root then
          lib.filesystem.listFilesRecursive (root.outPath or root)
        else
          [ root ];
      # Filters see of a path what comes after the directory that was asked for.
      seen =
        path:
        let
          text = toString path;
        in
        lib.removePrefix (lib.findFirst (dir: lib.hasPrefix dir text) "" directories) text;
      first = if tree.first == null then _: true else tree.first;
      wanted =
        x:
        if isPathLike x then
          (if tree.first == null then isModule else first) (seen x) && tree.wanted (seen x)
        else
          first x && tree.wanted x;
    in
    map tree.change (filter wanted (builtins.concatMap under roots));

  make =
    tree:
    let
      set = more: make (tree // more);
      also = wanted: set { wanted = x: wanted x && tree.wanted x; };
      matches = regex: path: match regex path != null;
      self = mapAttrs (_: method: method self) tree.api // {
        __config = tree;
        # In `imports` it is called with the arguments of a module.
        __functor =
          _: arg:
          let
            files = found tree (if isAttrs arg && arg ? options then [ ] else arg);
          in
          if tree.pipe == null then { imports = files; } else tree.pipe files;

        filter = also;
        filterNot = unwanted: also (x: !(unwanted x));
        match = regex: also (matches regex);
        matchNot = regex: also (path: !(matches regex path));
        initFilter = first: set { inherit first; };
        map = change: set { change = x: change (tree.change x); };
        addPath = path: set { paths = tree.paths ++ [ path ]; };
        addAPI = api: set { api = tree.api // api; };
        # Its `lib` is that of the flake, as far as files are concerned.
        withLib = _: self;
        pipeTo = pipe: set { inherit pipe; };
        leafs = set { pipe = files: files; };
        files = self.leafs [ ];
        result = self [ ];
        new = empty;
      };
    in
    self;

  empty = make {
    paths = [ ];
    first = null;
    wanted = _: true;
    change = x: x;
    pipe = null;
    api = { };
  };
in
empty
