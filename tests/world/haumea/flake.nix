{
  description = "A stand-in for haumea: folders of functions";

  outputs =
    { self }:
    let
      inherit (builtins) isFunction mapAttrs readDir;
      load =
        { src, inputs }:
        let
          stem =
            file:
            let
              m = builtins.match "(.*)\\.nix" file;
            in
            if m == null then file else builtins.head m;
          call = f: if isFunction f then f (mapAttrs (n: _: inputs.${n}) (builtins.functionArgs f)) else f;
          value =
            file: type:
            if type == "directory" then
              load {
                src = src + "/${file}";
                inherit inputs;
              }
            else
              call (import (src + "/${file}"));
          entries = readDir src;
        in
        builtins.listToAttrs (
          map (file: {
            name = stem file;
            value = value file entries.${file};
          }) (builtins.attrNames entries)
        );
    in
    {
      lib.load = load;
    };
}
