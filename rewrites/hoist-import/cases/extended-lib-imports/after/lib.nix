lib: {
  modulesIn =
    dir:
    map (name: dir + "/${name}") (
      builtins.filter (name: lib.hasSuffix ".nix" name && name != "default.nix") (
        builtins.attrNames (builtins.readDir dir)
      )
    );
}
