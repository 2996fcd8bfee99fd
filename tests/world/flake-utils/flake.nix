{
  description = "A stand-in for flake-utils";

  outputs =
    { self }:
    let
      defaultSystems = [
        "aarch64-darwin"
        "aarch64-linux"
        "x86_64-darwin"
        "x86_64-linux"
      ];
      eachSystem =
        systems: f:
        builtins.foldl' (
          acc: system:
          let
            out = f system;
          in
          acc // builtins.mapAttrs (name: value: (acc.${name} or { }) // { ${system} = value; }) out
        ) { } systems;
    in
    {
      lib = {
        inherit defaultSystems eachSystem;
        allSystems = defaultSystems;
        eachDefaultSystem = eachSystem defaultSystems;
      };
    };
}
