# Plain functions: the part of nixpkgs.lib that flakes use to build themselves.
self:
let
  inherit (builtins)
    attrNames
    attrValues
    concatLists
    concatStringsSep
    elem
    elemAt
    filter
    foldl'
    genList
    head
    isAttrs
    isFunction
    isList
    length
    listToAttrs
    map
    mapAttrs
    stringLength
    substring
    tail
    ;
in
rec {
  inherit (builtins)
    add
    all
    any
    attrNames
    attrValues
    catAttrs
    compareVersions
    concatLists
    concatMap
    concatStringsSep
    deepSeq
    elem
    elemAt
    filter
    foldl'
    fromJSON
    genList
    getAttr
    groupBy
    hasAttr
    head
    intersectAttrs
    isAttrs
    isBool
    isInt
    isList
    isPath
    isString
    length
    lessThan
    listToAttrs
    map
    mapAttrs
    match
    partition
    pathExists
    readDir
    readFile
    removeAttrs
    replaceStrings
    seq
    sort
    split
    stringLength
    substring
    tail
    toJSON
    trace
    tryEval
    zipAttrsWith
    ;

  id = x: x;
  const = x: _: x;
  flip =
    f: a: b:
    f b a;
  pipe = foldl' (x: f: f x);
  mapNullable = f: x: if x == null then x else f x;
  warn = msg: builtins.trace "warning: ${msg}";
  warnIf = cond: msg: if cond then warn msg else id;
  throwIf = cond: msg: if cond then throw msg else id;
  throwIfNot = cond: msg: if cond then id else throw msg;
  assertMsg = pred: msg: pred || throw msg;
  and = a: b: a && b;
  or = a: b: a || b;
  min = a: b: if a < b then a else b;
  max = a: b: if a > b then a else b;
  importJSON = path: builtins.fromJSON (builtins.readFile path);
  importTOML = path: builtins.fromTOML (builtins.readFile path);
  boolToString = b: if b then "true" else "false";
  version = "24.11pre-world";
  release = "24.11";
  trivial = {
    inherit (self)
      release
      version
      importJSON
      pipe
      flip
      ;
  };
  versions = {
    inherit majorMinor;
  };
  majorMinor = v: concatStringsSep "." (take 2 (splitString "." v));
  versionAtLeast = a: b: builtins.compareVersions a b >= 0;
  versionOlder = a: b: builtins.compareVersions a b < 0;

  # Functions that carry their own formals.
  isFunction = f: builtins.isFunction f || (isAttrs f && f ? __functor);
  functionArgs =
    f: if isAttrs f && f ? __functionArgs then f.__functionArgs else builtins.functionArgs f;
  setFunctionArgs = f: args: {
    __functor = _: f;
    __functionArgs = args;
  };
  toFunction = v: if isFunction v then v else _: v;

  # Fixpoints.
  fix =
    f:
    let
      x = f x;
    in
    x;
  extends =
    overlay: f: final:
    let
      prev = f final;
    in
    prev // overlay final prev;
  composeExtensions =
    f: g: final: prev:
    let
      a = f final prev;
    in
    a // g final (prev // a);
  composeManyExtensions = foldr composeExtensions (_: _: { });
  makeExtensible =
    f:
    fix (
      final:
      f final
      // {
        extend = o: makeExtensible (extends o f);
      }
    );

  # Attribute sets.
  nameValuePair = name: value: { inherit name value; };
  genAttrs = names: f: listToAttrs (map (n: nameValuePair n (f n)) names);
  mapAttrs' = f: set: listToAttrs (map (n: f n set.${n}) (attrNames set));
  mapAttrsToList = f: set: map (n: f n set.${n}) (attrNames set);
  attrsToList = mapAttrsToList nameValuePair;
  filterAttrs = pred: set: removeAttrs set (filter (n: !pred n set.${n}) (attrNames set));
  optionalAttrs = cond: set: if cond then set else { };
  foldlAttrs =
    f: init: set:
    foldl' (acc: n: f acc n set.${n}) init (attrNames set);
  concatMapAttrs = f: set: mergeAttrsList (mapAttrsToList f set);
  mergeAttrsList = foldl' (a: b: a // b) { };
  mergeAttrs = a: b: a // b;
  recursiveUpdate =
    a: b:
    a
    // mapAttrs (
      n: v: if isAttrs v && isAttrs (a.${n} or null) then recursiveUpdate a.${n} v else v
    ) b;
  attrByPath =
    path: default: set:
    if path == [ ] then
      set
    else if isAttrs set && set ? ${head path} then
      attrByPath (tail path) default set.${head path}
    else
      default;
  hasAttrByPath =
    path: set:
    path == [ ] || (isAttrs set && set ? ${head path} && hasAttrByPath (tail path) set.${head path});
  getAttrFromPath = path: set: foldl' (s: n: s.${n}) set path;
  setAttrByPath = path: v: foldr (n: acc: { ${n} = acc; }) v path;
  getAttrs = names: set: genAttrs names (n: set.${n});
  zipAttrs = builtins.zipAttrsWith (_: vs: vs);
  foldAttrs =
    op: nul: sets:
    mapAttrs (_: foldr op nul) (zipAttrs sets);
  cartesianProduct =
    sets:
    foldl' (
      acc: n: concatLists (map (s: map (v: s // { ${n} = v; }) sets.${n}) acc)
    ) [ { } ] (attrNames sets);
  isDerivation = v: isAttrs v && v.type or null == "derivation";
  recurseIntoAttrs = s: s // { recurseForDerivations = true; };

  # Lists.
  singleton = x: [ x ];
  toList = x: if isList x then x else [ x ];
  optional = cond: x: if cond then [ x ] else [ ];
  optionals = cond: xs: if cond then xs else [ ];
  forEach = xs: f: map f xs;
  flatten = x: if isList x then concatLists (map flatten x) else [ x ];
  unique = foldl' (acc: x: if elem x acc then acc else acc ++ [ x ]) [ ];
  range = a: b: if a > b then [ ] else genList (i: a + i) (b - a + 1);
  foldr =
    op: nul: xs:
    if xs == [ ] then nul else op (head xs) (foldr op nul (tail xs));
  fold = foldr;
  imap0 = f: xs: genList (i: f i (elemAt xs i)) (length xs);
  imap1 = f: xs: genList (i: f (i + 1) (elemAt xs i)) (length xs);
  last = xs: elemAt xs (length xs - 1);
  init = xs: take (length xs - 1) xs;
  take = n: xs: genList (elemAt xs) (min n (length xs));
  drop = n: xs: genList (i: elemAt xs (i + n)) (max 0 (length xs - n));
  reverseList = xs: genList (i: elemAt xs (length xs - 1 - i)) (length xs);
  remove = x: filter (y: y != x);
  subtractLists = xs: filter (y: !elem y xs);
  intersectLists = xs: filter (y: elem y xs);
  findFirst =
    pred: default: xs:
    let
      found = filter pred xs;
    in
    if found == [ ] then default else head found;
  zipListsWith =
    f: a: b:
    genList (i: f (elemAt a i) (elemAt b i)) (min (length a) (length b));
  count = pred: xs: length (filter pred xs);

  # Strings.
  concatStrings = concatStringsSep "";
  concatMapStrings = f: xs: concatStrings (map f xs);
  concatMapStringsSep =
    sep: f: xs:
    concatStringsSep sep (map f xs);
  concatLines = concatMapStrings (l: l + "\n");
  optionalString = cond: s: if cond then s else "";
  hasPrefix = p: s: substring 0 (stringLength p) s == p;
  hasSuffix =
    p: s:
    let
      n = stringLength s - stringLength p;
    in
    n >= 0 && substring n (stringLength p) s == p;
  hasInfix = p: s: length (splitString p s) > 1;
  removePrefix = p: s: if hasPrefix p s then substring (stringLength p) (stringLength s) s else s;
  removeSuffix =
    p: s: if hasSuffix p s then substring 0 (stringLength s - stringLength p) s else s;
  escapeRegex =
    builtins.replaceStrings
      (stringChars "\\[{()^$?*+|.")
      (map (c: "\\" + c) (stringChars "\\[{()^$?*+|."));
  stringChars = s: genList (i: substring i 1 s) (stringLength s);
  stringToCharacters = stringChars;
  splitString = sep: s: filter builtins.isString (builtins.split (escapeRegex sep) s);
  toLower = builtins.replaceStrings (stringChars "ABCDEFGHIJKLMNOPQRSTUVWXYZ") (
    stringChars "abcdefghijklmnopqrstuvwxyz"
  );
  toUpper = builtins.replaceStrings (stringChars "abcdefghijklmnopqrstuvwxyz") (
    stringChars "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
  );
  getName = d: if builtins.isString d then (builtins.parseDrvName d).name else d.pname or (builtins.parseDrvName d.name).name;
  getVersion = d: if builtins.isString d then (builtins.parseDrvName d).version else d.version or "";
  getExe = d: "${d}/bin/${d.meta.mainProgram or (getName d)}";
  getExe' = d: n: "${d}/bin/${n}";
  getBin = d: d;
  escapeShellArg = s: "'${builtins.replaceStrings [ "'" ] [ "'\\''" ] (toString s)}'";
  makeBinPath = xs: concatMapStringsSep ":" (d: "${d}/bin") xs;

  # Files.
  listFilesRecursive =
    dir:
    concatLists (
      mapAttrsToList (
        name: kind: if kind == "directory" then listFilesRecursive (dir + "/${name}") else [ (dir + "/${name}") ]
      ) (builtins.readDir dir)
    );
  cleanSource = src: src;

  # Names under which the same functions are also known.
  attrsets = self;
  lists = self;
  strings = self;
  fixedPoints = self;
  customisation = self;
  filesystem = {
    inherit (self) listFilesRecursive;
  };

  callPackageWith =
    scope: f: args:
    let
      fn = if isFunction f then f else import f;
    in
    makeOverridable fn (builtins.intersectAttrs (functionArgs fn) scope // args);
  makeOverridable =
    f: args:
    let
      result = f args;
      override = new: makeOverridable f (args // (if isFunction new then new args else new));
    in
    if isAttrs result then
      result // { inherit override; }
    else if isFunction result then
      setFunctionArgs result (functionArgs result) // { inherit override; }
    else
      result;

  platforms = rec {
    linux = [
      "aarch64-linux"
      "i686-linux"
      "x86_64-linux"
    ];
    darwin = [
      "aarch64-darwin"
      "x86_64-darwin"
    ];
    unix = linux ++ darwin;
    all = unix;
  };
  systems = rec {
    flakeExposed = [
      "x86_64-linux"
      "aarch64-linux"
      "x86_64-darwin"
      "aarch64-darwin"
      "i686-linux"
    ];
    examples = {
      aarch64-multiplatform.config = "aarch64-unknown-linux-gnu";
      raspberryPi.config = "armv6l-unknown-linux-gnueabihf";
      riscv64.config = "riscv64-unknown-linux-gnu";
    };
    # A platform of a string, or of a set, to which it adds what that doesn't say; of its own result it makes the same.
    elaborate =
      arg:
      let
        given = if isAttrs arg then arg else { system = arg; };
        system = given.system or (ofTriple given.config);
        has = s: hasInfix s system;
        ofTriple =
          triple:
          let
            m = builtins.match "([^-]*)-.*(linux|darwin).*" triple;
          in
          if m == null then triple else "${builtins.head m}-${builtins.elemAt m 1}";
      in
      {
        config = system;
        isLinux = has "linux" || has "gnu";
        isDarwin = has "darwin";
        isx86_64 = has "x86_64";
        isAarch64 = has "aarch64" || has "arm64";
        isi686 = has "i686";
        is64bit = !(has "i686");
        isx86 = has "x86_64" || has "i686";
        isUnix = true;
      }
      // given
      // {
        inherit system;
      };
    # What a platform says that its system doesn't.
    beyondSystem =
      platform:
      let
        plain = elaborate platform.system;
        differs = n: !(plain ? ${n}) || plain.${n} != platform.${n};
        names = builtins.filter differs (builtins.attrNames platform);
      in
      builtins.listToAttrs (
        map (n: {
          name = n;
          value = platform.${n};
        }) names
      );
  };

  licenses = {
    mit.free = true;
    unfree.free = false;
  };
  maintainers = { };
  fakeHash = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
}
