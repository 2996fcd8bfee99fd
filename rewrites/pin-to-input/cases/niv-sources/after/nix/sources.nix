# In the way of niv: a functor over what a JSON file says, which fetches when a source is used.
let
  tarball =
    pkgs: name: spec:
    if spec.builtin or true then
      fetched {
        name = "${name}-src";
        inherit (spec) url sha256;
      }
    else
      pkgs.fetchzip {
        name = "${name}-src";
        inherit (spec) url sha256;
      };

  # The argument `sha256` is new in Nix 2.
  fetched =
    { url, name, sha256 }@attrs:
    if builtins.lessThan (builtins.compareVersions builtins.nixVersion "1.12") 0 then
      builtins.fetchTarball { inherit name url; }
    else
      builtins.fetchTarball attrs;

  fetch =
    pkgs: name: spec:
    if !builtins.hasAttr "type" spec then
      abort "${name} has no type"
    else if spec.type == "tarball" then
      tarball pkgs name spec
    else
      abort "${name} is of an unknown type: ${spec.type}";

  replace =
    name: drv:
    let
      ersatz = builtins.getEnv "NIV_OVERRIDE_${name}";
    in
    if ersatz == "" then drv else /. + ersatz;

  mkSources =
    config:
    builtins.mapAttrs (
      name: spec:
      if builtins.hasAttr "outPath" spec then
        abort "${name} has an outPath already"
      else
        spec // { outPath = replace name (fetch config.pkgs name spec); }
    ) config.sources;

  mkConfig =
    {
      sourcesFile ? if builtins.pathExists ./sources.json then ./sources.json else null,
      sources ? if sourcesFile == null then { } else builtins.fromJSON (builtins.readFile sourcesFile),
      pkgs ? import <nixpkgs> { },
    }:
    {
      inherit sources pkgs;
    };
in
mkSources (mkConfig { }) // { __functor = _: settings: mkSources (mkConfig settings); }
