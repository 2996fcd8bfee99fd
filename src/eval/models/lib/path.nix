# Path values and subpath strings.
{ lib, ... }:
let
  inherit (builtins)
    concatStringsSep
    filter
    isPath
    isString
    split
    ;

  # The components of a subpath string: "./a//b/." has "a" and "b".
  pieces = text: filter (p: isString p && p != "" && p != ".") (split "/" text);

  # Why a value isn't a subpath, or null.
  reason =
    x:
    if !(isString x) then
      "The given value is of type ${builtins.typeOf x}, but a string was expected"
    else if x == "" then
      "The given string is empty"
    else if builtins.substring 0 1 x == "/" then
      "The given string \"${x}\" starts with a `/`, representing an absolute path"
    else if builtins.elem ".." (pieces x) then
      "The given string \"${x}\" contains a `..` component, which is not allowed in subpaths"
    else
      null;

  checked =
    name: x: result:
    if reason x == null then
      result
    else
      throw "lib.path.${name}: Argument is not a valid subpath string:\n    ${reason x}";

  render = parts: "./" + (if parts == [ ] then "." else concatStringsSep "/" parts);

  # The components of a path value from the root of the file system.
  parts = path: pieces (toString path);

  root = path: if builtins.dirOf path == path then path else root (builtins.dirOf path);
in
rec {
  # A path value with a subpath string under it.
  append =
    path: sub:
    if !(isPath path) then
      throw "lib.path.append: The first argument is of type ${builtins.typeOf path}, but a path was expected"
    else
      checked "append" sub (path + ("/" + sub));

  # Whether the second path is the first one or under it.
  hasPrefix = first: second: lib.lists.hasPrefix (parts first) (parts second);

  # The subpath from the first path to the second one, which must be under it.
  removePrefix =
    first: second:
    if hasPrefix first second then
      render (lib.drop (builtins.length (parts first)) (parts second))
    else
      throw "lib.path.removePrefix: The first path argument \"${toString first}\" is not a component-wise prefix of the second path argument \"${toString second}\"";

  # The root of the file system, and the subpath from there.
  splitRoot = path: {
    root = root path;
    subpath = render (parts path);
  };

  # Whether a path lies in a store.
  hasStorePathPrefix =
    path:
    let
      store = pieces builtins.storeDir;
      own = parts path;
    in
    lib.lists.hasPrefix store own
    && builtins.length own > builtins.length store
    && builtins.match "[0-9abcdfghijklmnpqrsvwxyz]{32}-.*" (
      builtins.elemAt own (builtins.length store)
    ) != null;

  subpath = rec {
    # Whether a value is a relative path string without "..".
    isValid = x: reason x == null;

    # Subpaths, one under the other.
    join =
      subs:
      render (builtins.concatMap (sub: checked "subpath.join" sub (pieces sub)) subs);

    # The components of a subpath.
    components = sub: checked "subpath.components" sub (pieces sub);

    # The shortest form of a subpath, "./…".
    normalise = sub: checked "subpath.normalise" sub (render (pieces sub));
  };
}
