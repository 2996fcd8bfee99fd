# haumea's `lib`, from its documentation ("API Reference").
{ writtenAt }:
rec {
  loaders = rec {
    # A function gets those of its arguments that have a name, whatever their defaults.
    default =
      inputs: path:
      let
        f = import path;
      in
      if builtins.isFunction f || f ? __functor then
        f (writtenAt inputs (builtins.mapAttrs (name: _: inputs.${name}) (builtins.functionArgs f)))
      else
        f;
    callPackage =
      inputs: path:
      let
        f = import path;
      in
      f (writtenAt inputs (builtins.intersectAttrs (builtins.functionArgs f) inputs));
    scoped = inputs: path: builtins.scopedImport inputs path;
    verbatim = _: path: import path;
    path = _: path: path;
  };

  matchers = rec {
    always = loader: {
      matches = _: true;
      inherit loader;
    };
    extension = ext: loader: {
      matches = file: hasExtension ext file;
      inherit loader;
    };
    nix = extension "nix";
    json = extension "json" (_: path: builtins.fromJSON (builtins.readFile path));
    toml = extension "toml" (_: path: builtins.fromTOML (builtins.readFile path));
    regex = re: loader: {
      matches = file: builtins.match re file != null;
      loader = inputs: path: loader (builtins.match re (baseNameOf path)) inputs path;
    };
  };

  transformers = {
    liftDefault = _: module: removeAttrs module [ "default" ] // module.default or { };
    hoistAttrs = hoist builtins.isAttrs (builtins.foldl' (a: b: a // b) { });
    hoistLists = hoist builtins.isList builtins.concatLists;
    prependUnderscore =
      _: module:
      builtins.listToAttrs (
        map (name: {
          name = if builtins.match "[a-zA-Z_].*" name == null then "_${name}" else name;
          value = module.${name};
        }) (builtins.attrNames module)
      );
  };

  # What is below `from` in a directory and in those inside it; `to` at the root.
  hoist =
    isOne: join: from: to: cursor: module:
    let
      has = v: builtins.isAttrs v && v ? ${from} && isOne v.${from};
      inner = builtins.filter has (builtins.attrValues module);
      found = (if has module then [ module.${from} ] else [ ]) ++ map (v: v.${from}) inner;
      rest = builtins.mapAttrs (_: v: if has v then removeAttrs v [ from ] else v) module;
      name = if cursor == [ ] then to else from;
    in
    removeAttrs rest [ from ] // (if found == [ ] then { } else { ${name} = join found; });

  hasExtension =
    ext: file:
    let
      end = ".${ext}";
      length = builtins.stringLength file;
      start = length - builtins.stringLength end;
    in
    start > 0 && builtins.substring start length file == end;

  # `__a.b.nix`: visible in its own directory only, called `a.b`.
  parse =
    file:
    let
      start = n: builtins.substring 0 n file;
      hidden = if start 2 == "__" then 2 else if start 1 == "_" then 1 else 0;
      bare = builtins.substring hidden (builtins.stringLength file) file;
      parts = builtins.match "(.+)\\.[^.]*" bare;
    in
    {
      inherit hidden bare;
      stem = if parts == null then bare else builtins.head parts;
    };

  load =
    {
      src,
      loader ? loaders.default,
      inputs ? { },
      transformer ? [ ],
    }:
    let
      choices = if builtins.isList loader then loader else [ (matchers.nix loader) ];
      steps = if builtins.isList transformer then transformer else [ transformer ];
      transformed = cursor: module: builtins.foldl' (m: step: step cursor m) module steps;
      root = directory [ ] src;

      # The members of a directory, and what others see of it.
      directory =
        cursor: dir:
        let
          entries = builtins.readDir dir;
          entry =
            file:
            let
              name = parse file;
              path = dir + "/${file}";
              matching = builtins.filter (m: m.matches name.bare) choices;
              inner = directory (cursor ++ [ name.bare ]) path;
            in
            if entries.${file} == "directory" then
              [
                {
                  inherit (name) hidden;
                  name = name.bare;
                  value = inner.public;
                  whole = inner.all;
                }
              ]
            else if matching == [ ] then
              [ ]
            else
              let
                given = writtenAt inputs (
                  inputs
                  // {
                    self = value;
                    super = all;
                    root = root.all;
                  }
                );
                value = (builtins.head matching).loader given path;
              in
              [
                {
                  inherit (name) hidden;
                  inherit value;
                  name = name.stem;
                  whole = value;
                }
              ];
          members = builtins.concatLists (map entry (builtins.attrNames entries));
          all = builtins.listToAttrs (
            map (m: {
              inherit (m) name;
              value = m.whole;
            }) members
          );
          public = builtins.listToAttrs (
            map (m: {
              inherit (m) name value;
            }) (builtins.filter (m: m.hidden == 0) members)
          );
        in
        {
          all = transformed cursor all;
          public = transformed cursor public;
        };
    in
    root.public;

  # The same for tests, whose values it compares.
  loadEvalTests = load;
}
