# What blueprint makes of a repository's folders: its documentation, "Folder structure" and "Configuration".
{ lib }:
{
  inputs,
  prefix ? null,
  nixpkgs ? { },
  systems ? [
    "aarch64-darwin"
    "aarch64-linux"
    "x86_64-darwin"
    "x86_64-linux"
  ],
}:
let
  inherit (builtins)
    all
    attrNames
    elem
    filter
    functionArgs
    isFunction
    isList
    isString
    listToAttrs
    mapAttrs
    pathExists
    readDir
    ;
  flake = inputs.self;
  root = flake.outPath or (toString flake);
  src = if prefix == null then root else if isString prefix then root + "/${prefix}" else prefix;
  everySystem = if isList systems then systems else import systems;

  # Folders and `.nix` files of a folder: name to path. A file comes before a folder of the same name.
  members =
    dir:
    let
      found = if pathExists dir then readDir dir else { };
      of = type: filter (n: found.${n} == type) (attrNames found);
      pair = name: file: {
        inherit name;
        value = dir + "/${file}";
      };
    in
    listToAttrs (map (n: pair n n) (of "directory"))
    // listToAttrs (
      map (n: pair (lib.removeSuffix ".nix" n) n) (filter (lib.hasSuffix ".nix") (of "regular"))
    );

  special = { inherit inputs flake; };
  pkgsFor =
    system:
    if nixpkgs == { } then
      inputs.nixpkgs.legacyPackages.${system}
    else
      import inputs.nixpkgs {
        inherit system;
        config = nixpkgs.config or { };
        overlays = nixpkgs.overlays or [ ];
      };
  packagesOf = input: system: (input.legacyPackages or { }).${system} or { } // (input.packages or { }).${system} or { };
  scopeFor = system: rec {
    inherit system inputs flake;
    pkgs = pkgsFor system;
    perSystem = mapAttrs (_: input: packagesOf input system) inputs;
  };
  called =
    extra: path: system:
    let
      f = import path;
      scope = scopeFor system // extra;
    in
    if isFunction f then f (builtins.intersectAttrs (functionArgs f) scope) else f;
  bySystem = f: listToAttrs (map (name: { inherit name; value = f name; }) everySystem);
  units =
    dir: single:
    bySystem (
      system:
      mapAttrs (pname: path: called { inherit pname; } path system) (members (src + "/${dir}"))
      // (if pathExists (src + "/${single}.nix") then { default = called { pname = "default"; } (src + "/${single}.nix") system; } else { })
    );

  # Each host's users: `hosts/HOST/users/USER.nix` or `…/USER/home-configuration.nix`.
  usersOf =
    host:
    let
      home = path: if pathExists (path + "/home-configuration.nix") then path + "/home-configuration.nix" else path;
      isHome = path: lib.hasSuffix ".nix" (toString path) || pathExists (path + "/home-configuration.nix");
    in
    mapAttrs (_: home) (lib.filterAttrs (_: isHome) (members (src + "/hosts/${host}/users")));
  perSystemModule =
    { config, ... }:
    {
      _module.args.perSystem = (scopeFor config.nixpkgs.hostPlatform.system).perSystem;
    };
  homes = host: {
    home-manager = {
      extraSpecialArgs = special;
      users = mapAttrs (_: path: { imports = [ path ]; }) (usersOf host);
      sharedModules = [ ({ osConfig, ... }: { _module.args.perSystem = (scopeFor osConfig.nixpkgs.hostPlatform.system).perSystem; }) ];
    };
  };
  arguments = host: path: {
    modules = [
      perSystemModule
      path
      (homes host)
    ];
    specialArgs = special // {
      hostName = host;
    };
  };
  load =
    host: path:
    let
      at = file: path + "/${file}";
      has = file: pathExists (at file);
    in
    if has "default.nix" then
      import (at "default.nix") {
        inherit flake inputs;
        hostName = host;
      }
    else if has "configuration.nix" then
      {
        class = "nixos";
        value = inputs.nixpkgs.lib.nixosSystem (arguments host (at "configuration.nix"));
      }
    else if has "rpi-configuration.nix" then
      {
        class = "nixos";
        value = inputs.nixos-raspberrypi.lib.nixosSystem (arguments host (at "rpi-configuration.nix"));
      }
    else if has "darwin-configuration.nix" then
      {
        class = "nix-darwin";
        value = inputs.nix-darwin.lib.darwinSystem (arguments host (at "darwin-configuration.nix"));
      }
    else if has "system-configuration.nix" then
      {
        class = "system-manager";
        value = inputs.system-manager.lib.makeSystemConfig (arguments host (at "system-configuration.nix"));
      }
    else
      { class = "none"; };
  hosts = mapAttrs load (members (src + "/hosts"));
  ofClass = class: mapAttrs (_: h: h.value) (lib.filterAttrs (_: h: h.class == class) hosts);

  # A module may be made by a function of the flake and its inputs.
  module =
    path:
    let
      f = import path;
      names = attrNames (functionArgs f);
    in
    if isFunction f && names != [ ] && all (n: elem n [ "flake" "inputs" ]) names then f special else path;
  modules = mapAttrs (kind: dir: mapAttrs (_: module) (members dir)) (members (src + "/modules"));

  standalone =
    system:
    builtins.foldl' (
      found: host:
      found
      // lib.mapAttrs' (user: path: {
        name = "${user}@${host}";
        value = inputs.home-manager.lib.homeManagerConfiguration {
          pkgs = pkgsFor system;
          modules = [
            path
            { _module.args.perSystem = (scopeFor system).perSystem; }
          ];
          extraSpecialArgs = special;
        };
      }) (usersOf host)
    ) { } (attrNames (members (src + "/hosts")));
in
{
  nixosConfigurations = ofClass "nixos";
  darwinConfigurations = ofClass "nix-darwin";
  systemConfigs = ofClass "system-manager";
  robotnixConfigurations = ofClass "robotnix";
  nixOnDroidConfigurations = ofClass "nix-on-droid";
  legacyPackages = bySystem (system: { homeConfigurations = standalone system; });
  packages = units "packages" "package";
  devShells = units "devshells" "devshell";
  checks = bySystem (system: mapAttrs (pname: path: called { inherit pname; } path system) (members (src + "/checks")));
  formatter = bySystem (
    system:
    if pathExists (src + "/formatter.nix") then
      called { pname = "formatter"; } (src + "/formatter.nix") system
    else
      (pkgsFor system).nixfmt-tree
  );
  lib = if pathExists (src + "/lib") then import (src + "/lib") special else { };
  inherit modules;
  nixosModules = modules.nixos or { };
  darwinModules = modules.darwin or { };
  homeModules = modules.home or { };
}
