# Source trees with filters.
{ lib, ... }:
let
  inherit (builtins) baseNameOf match;

  # What is known of a source, filtered or not.
  describe =
    src:
    if src ? _isLibCleanSourceWith then
      src
    else
      {
        origSrc = src;
        filter = _: _: true;
        name = "source";
      };

  versionControl = [
    ".git"
    ".svn"
    "CVS"
    ".hg"
    ".jj"
    ".pijul"
    "_darcs"
  ];
in
rec {
  # A source with the files that a filter accepts; filters add up.
  cleanSourceWith =
    {
      filter ? (_: _: true),
      src,
      name ? null,
    }:
    let
      base = describe src;
      accepts = path: type: filter path type && base.filter path type;
      title = if name != null then name else base.name;
    in
    {
      inherit (base) origSrc;
      filter = accepts;
      name = title;
      outPath = builtins.path {
        path = base.origSrc;
        filter = accepts;
        name = title;
      };
      _isLibCleanSourceWith = true;
    };

  # cleanSourceWith with its arguments in order.
  filterSource = filter: src: cleanSourceWith { inherit filter src; };

  # Accepts everything but version control, editor backups and build results.
  cleanSourceFilter =
    name: type:
    let
      base = baseNameOf (toString name);
    in
    !(
      (type == "directory" && builtins.elem base versionControl)
      || (type == "symlink" && lib.hasPrefix "result" base)
      || type == "unknown"
      || lib.hasSuffix "~" base
      || lib.hasSuffix ".o" base
      || lib.hasSuffix ".so" base
      || match "\\.sw[a-z]" base != null
      || match "\\..*\\.sw[a-z]" base != null
      || base == ".git"
    );

  # A source without what cleanSourceFilter rejects.
  cleanSource =
    src:
    cleanSourceWith {
      filter = cleanSourceFilter;
      inherit src;
    };

  # A source with the files whose names end in one of these.
  sourceFilesBySuffices =
    src: suffixes:
    cleanSourceWith {
      filter =
        name: type:
        type == "directory" || builtins.any (suffix: lib.hasSuffix suffix (baseNameOf name)) suffixes;
      inherit src;
    };

  # A source with the files whose relative paths match one of these as a whole.
  sourceByRegex =
    src: regexes:
    let
      top = toString (describe src).origSrc;
    in
    cleanSourceWith {
      filter =
        path: _:
        builtins.any (regex: match regex (lib.removePrefix (top + "/") (toString path)) != null) regexes;
      inherit src;
    };

  # Whether a filter can look into a source.
  canCleanSource = src: src ? _isLibCleanSourceWith || !(pathHasContext (toString src));

  # Whether a string refers to the store.
  pathHasContext = builtins.hasContext or (lib.hasPrefix builtins.storeDir);

  # Whether a path is a working tree of Git.
  pathIsGitRepo = path: builtins.pathExists (path + "/HEAD") || builtins.pathExists (path + "/.git/HEAD");

  # The first seven characters of a revision; anything else as it is.
  shortRev = rev: if match "[a-f0-9]{40}" rev != null then builtins.substring 0 7 rev else rev;

  # The tag, or the revision if it is the only one.
  revOrTag =
    rev: tag:
    if tag != null then
      tag
    else if rev != null then
      rev
    else
      "HEAD";
}
