# Files and directories.
{ lib, listFilesRecursive, ... }:
let
  inherit (builtins) attrNames baseNameOf dirOf pathExists readDir;
in
rec {
  inherit (builtins)
    baseNameOf
    dirOf
    hashFile
    isPath
    readDir
    ;

  # "regular", "directory", "symlink" or "unknown".
  pathType =
    path:
    if !(pathExists path) then
      throw "lib.filesystem.pathType: Path ${toString path} does not exist."
    else if dirOf path == path then
      "directory"
    else
      (readDir (dirOf path)).${baseNameOf path};

  # The same by the name that it has in `builtins`.
  readFileType = pathType;

  # Whether there is a directory at a path.
  pathIsDirectory = path: pathExists path && pathType path == "directory";

  # Whether there is a regular file at a path.
  pathIsRegularFile = path: pathExists path && pathType path == "regular";

  # All files under a directory, at any depth.
  inherit listFilesRecursive;

  # The nearest ancestor directory that has a file of which the name matches.
  locateDominatingFile =
    pattern: file:
    let
      search =
        path:
        let
          matches = builtins.filter (m: m != null) (
            map (name: builtins.match pattern name) (attrNames (readDir path))
          );
        in
        if matches != [ ] then
          { inherit path matches; }
        else if dirOf path == path then
          null
        else
          search (dirOf path);
      isDir = pathExists (toString file + "/.");
    in
    search (if isDir then file else dirOf file);

  # The `default.nix` of a directory, or the file itself.
  resolveDefaultNix =
    path:
    if pathIsDirectory path || lib.hasSuffix "/" (toString path) then path + "/default.nix" else path;

  # Packages from `NAME.nix` and `NAME/package.nix`, directories without the latter as sets.
  packagesFromDirectoryRecursive =
    {
      callPackage,
      newScope ? null,
      directory,
      ...
    }@args:
    let
      own = directory + "/package.nix";
      entries = readDir directory;
      attributes =
        self:
        lib.concatMapAttrs (
          name: type:
          let
            path = directory + "/${name}";
          in
          if type == "directory" then
            {
              ${name} = packagesFromDirectoryRecursive (args // self // { directory = path; });
            }
          else if type == "regular" && lib.hasSuffix ".nix" name then
            { ${lib.removeSuffix ".nix" name} = (self.callPackage or callPackage) path { }; }
          else if type == "regular" then
            { }
          else
            throw "packagesFromDirectoryRecursive: Unsupported file type ${type} at path ${toString path}"
        ) entries;
    in
    if entries ? "package.nix" then
      callPackage own { }
    else if newScope != null then
      lib.recurseIntoAttrs (
        lib.makeScope newScope (self: attributes { inherit (self) callPackage newScope; })
      )
    else
      attributes { };
}
