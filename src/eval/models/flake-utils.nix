# `flake-utils.lib`, from its README.
rec {
  defaultSystems = [
    "aarch64-darwin"
    "aarch64-linux"
    "x86_64-darwin"
    "x86_64-linux"
  ];
  allSystems = defaultSystems;
  system = builtins.listToAttrs (
    map (name: {
      inherit name;
      value = name;
    }) allSystems
  );

  # Every output that `f` returns, with the system below it.
  eachSystem =
    systems: f:
    builtins.zipAttrsWith (_: builtins.foldl' (a: b: a // b) { }) (
      map (system: builtins.mapAttrs (_: value: { ${system} = value; }) (f system)) systems
    );
  eachDefaultSystem = eachSystem defaultSystems;
  eachSystemPassThrough = systems: f: builtins.foldl' (acc: system: acc // f system) { } systems;
  eachDefaultSystemPassThrough = eachSystemPassThrough defaultSystems;
  eachSystemMap =
    systems: f:
    builtins.listToAttrs (
      map (name: {
        inherit name;
        value = f name;
      }) systems
    );
  eachDefaultSystemMap = eachSystemMap defaultSystems;
  mkApp =
    {
      drv,
      name ? drv.pname or drv.name,
      exePath ? drv.passthru.exePath or "/bin/${name}",
    }:
    {
      type = "app";
      program = "${drv}${exePath}";
    };
}
