# Written by a tool.
let
  data = builtins.fromJSON (builtins.readFile ./sources.json);
  mkSource =
    spec:
    spec
    // {
      outPath =
        if spec.url or null != null then
          builtins.fetchTarball {
            inherit (spec) url;
            sha256 = spec.hash;
          }
        else
          builtins.fetchGit {
            url = spec.repository.url;
            rev = spec.revision;
          };
    };
in
builtins.mapAttrs (_: mkSource) data.pins
