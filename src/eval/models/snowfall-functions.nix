# `lib.snowfall`: the functions for files, paths and sets of snowfall-lib's documentation, "Snowfall Lib Reference".
{
  lib,
  src,
  root,
}:
let
  inherit (builtins)
    attrNames
    baseNameOf
    concatMap
    dirOf
    filter
    foldl'
    match
    pathExists
    readDir
    ;

  # The parts before and after the last dot of a name that has one.
  extensionOf = file: match "(.*)\\.(.*)$" (toString file);
  isNix = path.has-file-extension "nix";
  isDefault = file: baseNameOf file == "default.nix";
  isOther = file: isNix file && !isDefault file;

  path = {
    split-file-extension = extensionOf;
    has-any-file-extension = file: extensionOf file != null;
    get-file-extension = file: if extensionOf file == null then "" else lib.last (extensionOf file);
    has-file-extension = extension: file: extensionOf file != null && extension == lib.last (extensionOf file);
    get-parent-directory = dir: baseNameOf (dirOf dir);
    get-file-name-without-extension =
      file:
      let
        parts = extensionOf (baseNameOf file);
      in
      if parts == null then baseNameOf file else builtins.head parts;
  };

  fs = rec {
    is-file-kind = kind: kind == "regular";
    is-symlink-kind = kind: kind == "symlink";
    is-directory-kind = kind: kind == "directory";
    is-unknown-kind = kind: kind == "unknown";

    get-file = file: "${src}/${file}";
    get-snowfall-file = file: "${root}/${file}";

    safe-read-directory = dir: if pathExists dir then readDir dir else { };
    get-directories = entriesOf "directory";
    get-files = entriesOf "regular";
    get-files-recursive =
      dir:
      let
        entries = safe-read-directory dir;
        below =
          name:
          {
            directory = get-files-recursive "${dir}/${name}";
            regular = [ "${dir}/${name}" ];
          }
          .${entries.${name}} or [ ];
      in
      concatMap below (attrNames entries);

    get-nix-files = dir: filter isNix (get-files dir);
    get-nix-files-recursive = dir: filter isNix (get-files-recursive dir);
    get-default-nix-files = dir: filter isDefault (get-files dir);
    get-default-nix-files-recursive = dir: filter isDefault (get-files-recursive dir);
    get-non-default-nix-files = dir: filter isOther (get-files dir);
    get-non-default-nix-files-recursive = dir: filter isOther (get-files-recursive dir);
  };

  entriesOf =
    kind: dir:
    let
      entries = fs.safe-read-directory dir;
    in
    map (name: "${dir}/${name}") (filter (name: entries.${name} == kind) (attrNames entries));

  fp = {
    compose =
      f: g: x:
      f (g x);
    compose-all = lib.foldr (
      f: g: x:
      f (g x)
    ) (x: x);
    call = f: x: f x;
    apply = x: f: f x;
  };

  home = {
    # `ada@desk`, or `ada` on any host.
    split-user-and-host =
      target:
      let
        parts = match "([^@]*)@?(.*)" target;
      in
      {
        user = builtins.elemAt parts 0;
        host = builtins.elemAt parts 1;
      };
    get-target-homes-metadata =
      target:
      map (dir: {
        path = "${dir}/default.nix";
        name = baseNameOf dir;
        system = baseNameOf target;
      }) (filter (dir: pathExists "${dir}/default.nix") (fs.get-directories target));
  };
in
{
  inherit
    fp
    fs
    home
    path
    ;
  attrs = {
    map-concat-attrs-to-list = f: set: lib.flatten (lib.mapAttrsToList f set);
    merge-deep = foldl' lib.recursiveUpdate { };
    merge-shallow = foldl' (a: b: a // b) { };
  };
}
