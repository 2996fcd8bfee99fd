# What snowfall-lib makes of a repository's folders: its documentation, "Snowfall Lib Reference" and the pages on systems,
# homes, modules, packages, shells, checks, overlays and libraries.
{ lib, configuration }:
let
  inherit (builtins)
    attrNames
    concatLists
    elem
    filter
    functionArgs
    intersectAttrs
    isFunction
    listToAttrs
    mapAttrs
    match
    pathExists
    readDir
    ;

  entries = type: dir: if pathExists dir then filter (n: (readDir dir).${n} == type) (attrNames (readDir dir)) else [ ];
  # Folders directly below one that have a `default.nix`.
  units = dir: filter (n: pathExists (dir + "/${n}/default.nix")) (entries "directory" dir);
  # All such folders at any depth, itself included.
  unitsBelow =
    dir:
    (if elem "default.nix" (entries "regular" dir) then [ dir ] else [ ])
    ++ concatLists (map (n: unitsBelow (dir + "/${n}")) (entries "directory" dir));
  named = f: names: listToAttrs (map (name: { inherit name; value = f name; }) names);
  merged = builtins.foldl' lib.recursiveUpdate { };

  supported = [
    "aarch64-linux"
    "aarch64-darwin"
    "x86_64-linux"
    "x86_64-darwin"
  ];
  # Targets like `x86_64-install-iso` are made by nixos-generators.
  arch = target: builtins.head (match "([^-]*)-.*" target);
  platform = target: builtins.elemAt (match "([^-]*)-(.*)" target) 1;
  isDarwin = target: platform target == "darwin";
  isVirtual = target: !(elem (platform target) [ "linux" "darwin" ]);
  systemOf = target: if isVirtual target then "${arch target}-linux" else target;

  mkLib =
    {
      inputs,
      src,
      snowfall ? { },
      ...
    }:
    let
      root = snowfall.root or src;
      namespace = snowfall.namespace or "internal";
      own = merged (map (dir: called (import dir)) (unitsBelow (root + "/lib")));
      called =
        f:
        if isFunction f then
          f (
            intersectAttrs (functionArgs f) {
              inherit inputs namespace;
              snowfall-inputs = inputs;
              lib = whole;
            }
          )
        else
          f;
      libraries = mapAttrs (_: input: input.lib) (removeAttrs inputs [ "self" ]);
      functions = import ./snowfall-functions.nix { inherit lib root src; };
      whole = lib // libraries // { snowfall = functions; ${namespace} = own; };
    in
    whole
    // own
    // {
      mkFlake = mkOutputs {
        inherit inputs root namespace own;
        lib = whole;
      };
    };

  mkOutputs =
    {
      inputs,
      root,
      namespace,
      own,
      lib,
    }:
    options:
    let
      common = { inherit inputs namespace lib; };

      overlay =
        channels: name:
        let
          f = import (root + "/overlays/${name}");
        in
        f (intersectAttrs (functionArgs f) (common // inputs // { inherit channels; }));
      overlayNames = units (root + "/overlays");
      channelsFor =
        system:
        let
          channels = mapAttrs (
            _: input:
            import input {
              inherit system;
              config = options.channels-config or { };
              overlays = (options.overlays or [ ]) ++ map (overlay channels) overlayNames;
            }
          ) inputs;
        in
        channels;

      modulesFor = kind: unitsBelow (root + "/modules/${kind}");
      exported =
        kind:
        let
          dir = root + "/modules/${kind}";
        in
        listToAttrs (
          map (path: {
            name = lib.removePrefix "/" (lib.removePrefix (toString dir) (toString path));
            value = path;
          }) (modulesFor kind)
        );

      homesFor =
        target:
        map (
          name:
          let
            parts = match "([^@]*)@?(.*)" name;
          in
          {
            inherit name;
            system = target;
            path = root + "/homes/${target}/${name}";
            user = builtins.head parts;
            host = builtins.elemAt parts 1;
            given = (options.homes.users or { }).${name} or { };
          }
        ) (units (root + "/homes/${target}"));
      homes = concatLists (map homesFor (entries "directory" (root + "/homes")));
      homeModules = modulesFor "home" ++ (options.homes.modules or [ ]);

      # The homes of a host, as its home-manager modules.
      homesOf =
        host: target: args:
        {
          home-manager = {
            useGlobalPkgs = lib.mkDefault true;
            sharedModules = homeModules;
            extraSpecialArgs = args;
            users = listToAttrs (
              map (home: {
                name = home.user;
                value.imports = [ home.path ] ++ home.given.modules or [ ];
              }) (filter (home: home.host == host || home.host == "" && home.system == target) homes)
            );
          };
        };

      systemsFor = target: map (name: { inherit name target; }) (units (root + "/systems/${target}"));
      systems = concatLists (map systemsFor (entries "directory" (root + "/systems")));
      outputOf =
        target:
        if isVirtual target then
          "${platform target}Configurations"
        else if isDarwin target then
          "darwinConfigurations"
        else
          "nixosConfigurations";
      build =
        { name, target }:
        let
          kind = if isDarwin target then "darwin" else "nixos";
          given = (options.systems.hosts or { }).${name} or { };
          system = given.system or (systemOf target);
          args = common // {
            inherit target system;
            systems = hosts;
            host = name;
            virtual = isVirtual target;
          };
          format = if isVirtual target then platform target else platform system;
          home = homesOf name target (removeAttrs args [ "namespace" ] // { inherit format; });
        in
        configuration {
          inherit kind;
          name = "${outputOf target}.${name}";
          modules = [
            (root + "/systems/${target}/${name}")
          ]
          ++ modulesFor kind
          ++ given.modules or [ ]
          ++ (options.systems.modules or { }).${kind} or [ ]
          ++ (if inputs ? home-manager then [ home ] else [ ]);
          specialArgs = given.specialArgs or { } // args // { inherit format; };
          places = [ (given.specialArgs or { }) ];
          written = given;
          pkgs = (channelsFor system).${given.channelName or "nixpkgs"};
        };
      hosts = listToAttrs (
        map (s: {
          inherit (s) name;
          value = build s;
        }) systems
      );
      configurations = merged (map (s: { ${outputOf s.target}.${s.name} = hosts.${s.name}; }) systems);

      buildHome =
        home:
        let
          pkgs = (channelsFor home.system).nixpkgs;
        in
        configuration {
          kind = "home";
          name = "homeConfigurations.\"${home.name}\"";
          modules = [ home.path ] ++ homeModules ++ home.given.modules or [ ];
          specialArgs =
            home.given.specialArgs or { }
            // common
            // {
              inherit (home)
                name
                user
                host
                system
                ;
              inherit pkgs;
              format = "home";
            };
          places = [ (home.given.specialArgs or { }) ];
          inherit pkgs;
        };

      packagesIn =
        dir: channels:
        named (name: channels.nixpkgs.callPackage (root + "/${dir}/${name}") (common // { inherit channels; })) (
          units (root + "/${dir}")
        );
      perSystem = system: (options.outputs-builder or (options.outputsBuilder or (_: { }))) (channelsFor system);
      bySystem =
        name: dir:
        named (
          system: (perSystem system).${name} or { } // options.${dir} or { } // packagesIn dir (channelsFor system)
        ) supported;
      built = merged (map (system: mapAttrs (_: value: { ${system} = value; }) (perSystem system)) supported);
    in
    removeAttrs options [
      "systems"
      "modules"
      "overlays"
      "packages"
      "shells"
      "checks"
      "outputs-builder"
      "outputsBuilder"
      "homes"
      "channels-config"
      "alias"
      "snowfall"
      "inputs"
      "src"
    ]
    // built
    // configurations
    // {
      lib = own;
      homeConfigurations = listToAttrs (
        map (home: {
          inherit (home) name;
          value = buildHome home;
        }) homes
      );
      nixosModules = exported "nixos" // options.modules.nixos or { };
      darwinModules = exported "darwin" // options.modules.darwin or { };
      homeModules = exported "home" // options.modules.home or { };
      packages = bySystem "packages" "packages";
      devShells = bySystem "devShells" "shells";
      checks = bySystem "checks" "checks";
      overlays =
        named (
          name: final: prev:
          overlay (channelsFor prev.stdenv.hostPlatform.system) name final prev
        ) overlayNames
        // options.extra-exported-overlays or { };
      pkgs = named channelsFor supported;
    };
in
{
  inherit mkLib;
  mkFlake = options: (mkLib options).mkFlake (removeAttrs options [ "snowfall" ]);
}
