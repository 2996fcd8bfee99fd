# Attributes about packages.
{ lib, ... }:
let
  inherit (builtins) any isString mapAttrs;
in
rec {
  # A package with more attributes in `meta`.
  addMetaAttrs = new: drv: drv // { meta = (drv.meta or { }) // new; };

  # Formerly kept Hydra from distributing a package.
  dontDistribute = addMetaAttrs { hydraPlatforms = [ ]; };

  # A package with another name.
  setName = name: drv: drv // { inherit name; };

  # A package with a name computed from the one it has.
  updateName = f: drv: drv // { name = f drv.name; };

  # A package with a suffix between its name and its version.
  appendToName =
    suffix:
    updateName (
      name:
      let
        parsed = builtins.parseDrvName name;
      in
      "${parsed.name}-${suffix}-${parsed.version}"
    );

  # Maps a function over the derivations of a set.
  mapDerivationAttrset = f: mapAttrs (_: value: if lib.isDerivation value then f value else value);

  # The priority of a package that has none.
  defaultPriority = 5;

  # A package with a priority; the lowest number wins.
  setPrio = priority: addMetaAttrs { inherit priority; };
  lowPrio = setPrio 10;
  hiPrio = setPrio (-10);
  lowPrioSet = mapDerivationAttrset lowPrio;
  hiPrioSet = mapDerivationAttrset hiPrio;

  # The path of a package's main program.
  getExe = pkg: getExe' pkg (pkg.meta.mainProgram or (lib.getName pkg));

  # The path of a package's program by its name.
  getExe' =
    pkg: name:
    "${lib.getBin pkg}/bin/${name}";

  # Whether a platform is the named one or has the attributes of a pattern.
  platformMatch =
    platform: pattern:
    if isString pattern then
      platform.system or "" == pattern
    else
      lib.matchAttrs (if pattern ? parsed then pattern else { parsed = pattern; }) platform;

  # Whether a package can be built for a platform.
  availableOn =
    platform: pkg:
    (!(pkg ? meta.platforms) || any (platformMatch platform) pkg.meta.platforms)
    && !(any (platformMatch platform) (pkg.meta.badPlatforms or [ ]));
}
