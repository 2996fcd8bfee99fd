# What a flake's configurations come to, as plain data, without the network:
#   nix-instantiate --eval --strict --json --read-write-mode eval.nix --argstr flake DIR
# Inputs are the stand-ins beside this file, chosen by url; nixpkgs is put into the store once per
# input, under the input's name, so that its packages can say which input they come from.
#
# `fetches`: whether code fetches nixpkgs; then fetchers give the stand-in, and every file is read with them in scope.
{
  flake,
  fetches ? false,
}:
let
  inherit (builtins)
    attrNames
    elem
    filter
    functionArgs
    head
    isAttrs
    isFunction
    isList
    isPath
    isString
    listToAttrs
    map
    mapAttrs
    match
    tail
    ;
  lib = import ./nixpkgs/lib;

  root = if isPath flake then flake else /. + flake;

  lower = lib.toLower;

  # "github:Owner/repo/ref" or { type; owner; repo; } -> "owner/repo"
  identity =
    spec:
    if spec ? url then
      let
        url = lower spec.url;
        m = match "(github:|git\\+https://github\\.com/|https://github\\.com/)([^/]+/[^/?]+).*" url;
        i = match "(flake:)?([a-z0-9-]+)(/.*)?" url;
      in
      if m != null then
        lib.removeSuffix ".git" (builtins.elemAt m 1)
      else if i != null && builtins.elemAt i 1 == "nixpkgs" then
        "nixos/nixpkgs"
      else if match "https://(channels\\.nixos\\.org|nixos\\.org/channels|releases\\.nixos\\.org)/.*" url != null then
        "nixos/nixpkgs"
      else if match "https://flakehub\\.com/f/nixos/nixpkgs/.*" url != null then
        "nixos/nixpkgs"
      else
        url
    else if spec ? owner then
      "${lower spec.owner}/${lower spec.repo}"
    else if spec ? path then
      "path:${spec.path}"
    else
      spec.id or "";

  isNixpkgs = id: match "(nixos/nixpkgs|nixos/nixpkgs-channels)" id != null;

  # A commit in a reference or a lock file: two that have it are one tree, whatever they are called.
  revOf =
    spec:
    let
      m = match "(.*[^0-9a-f])?([0-9a-f]{40})([^0-9a-f].*)?" (spec.rev or spec.url or "");
    in
    if m == null then null else builtins.elemAt m 1;

  # A branch, a channel or a release, by the end of a url.
  branchOf =
    url: lib.last (lib.splitString "/" (lib.removeSuffix ".tar.gz" (lib.removeSuffix "/nixexprs.tar.xz" url)));

  # What a fetcher gives: nixpkgs, if it is that.
  fetched =
    arg:
    let
      spec = if isString arg then { url = arg; } else arg;
      url = spec.url or "${spec.owner or ""}/${spec.repo or ""}/${spec.ref or ""}";
      rev = revOf (spec // { inherit url; });
      tag = if rev != null then "rev-${builtins.substring 0 7 rev}" else branchOf url;
    in
    nixpkgsNamed tag;

  scope = rec {
    import = builtins.scopedImport scope;
    fetchTarball = arg: (fetched arg).outPath;
    fetchGit = fetched;
    __findFile = _: name: nixpkgsNamed name;
    builtins = outer // {
      inherit import fetchTarball fetchGit;
      fetchTree = fetched;
      getFlake = fetched;
    };
  };
  outer = builtins;
  load = if fetches then builtins.scopedImport scope else import;

  # A flake in `dir`, with inputs from outside.
  call =
    {
      dir,
      inputs,
      extra ? { },
    }:
    let
      f = load (dir + "/flake.nix");
      outputs = f.outputs (inputs // { inherit self; });
      sourceInfo = {
        outPath = toString dir;
        lastModified = 0;
        lastModifiedDate = "19700101000000";
        narHash = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
      };
      self =
        outputs
        // sourceInfo
        // {
          inherit inputs outputs sourceInfo;
          _type = "flake";
        }
        // extra;
    in
    self;

  nixpkgsNamed =
    tag:
    let
      dir = builtins.path {
        path = ./nixpkgs;
        name = "world=${tag}";
      };
    in
    call {
      inherit dir;
      inputs = { };
      extra = {
        outPath = dir;
        shortRev = "abcdef0";
        rev = "abcdef0123456789abcdef0123456789abcdef01";
      };
    };

  lockOf =
    dir:
    if builtins.pathExists (dir + "/flake.lock") then
      let
        lock = lib.importJSON (dir + "/flake.lock");
      in
      {
        inherit (lock) nodes;
        node = lock.root;
      }
    else
      {
        nodes.root = { };
        node = "root";
      };

  # All inputs of the flake in `dir`: without those that the flake above overrides, as that one's lock file says.
  inputsOf =
    {
      dir,
      lock,
      overridden,
    }:
    let
      f = import (dir + "/flake.nix");
      specs = f.inputs or { };
      implicit = filter (n: n != "self" && !(specs ? ${n})) (
        attrNames (if isFunction f.outputs then functionArgs f.outputs else { })
      );
      # What has no url is what the lock file says, or else what it is called.
      nodeOf = name: lock.nodes.${lock.node}.inputs.${name} or null;
      locked =
        name:
        let
          node = nodeOf name;
        in
        if isString node then lock.nodes.${node}.locked or { url = name; } else { url = name; };
      all =
        specs
        // listToAttrs (
          map (name: {
            inherit name;
            value = locked name;
          }) implicit
        );
      byPath = path: lib.foldl' (i: n: i.inputs.${n}) { inherit inputs; } (lib.splitString "/" path);
      inputs = mapAttrs (
        name: spec:
        if overridden ? ${name} then
          overridden.${name}
        else if spec ? follows then
          byPath spec.follows
        else
          let
            id = identity spec;
            inner = spec.inputs or { };
            innerFollows = mapAttrs (_: s: byPath s.follows) (
              lib.filterAttrs (_: s: s ? follows && s.follows != "") inner
            );
            pkgs = innerFollows.nixpkgs or (nixpkgsNamed "${name}.nixpkgs");
            sub = if match "(path:|\\./).*" id == null then null else lib.removePrefix "./" (lib.removePrefix "path:" spec.url);
          in
          if spec.flake or true == false then
            if isNixpkgs id then
              { inherit (nixpkgsNamed (branchOf spec.url)) outPath; }
            else
              { outPath = "/world/sources/${name}"; }
          else if isNixpkgs id then
            let
              rev = revOf (locked name);
              own = if spec ? url && revOf spec != null then revOf spec else rev;
            in
            if own != null then
              nixpkgsNamed "rev-${builtins.substring 0 7 own}"
            else if lib.hasSuffix "/nixexprs.tar.xz" (spec.url or "") then
              nixpkgsNamed (branchOf spec.url)
            else
              nixpkgsNamed name
          else if elem id [ "nix-community/home-manager" "rycee/home-manager" ] then
            call {
              dir = ./home-manager;
              inputs.nixpkgs = pkgs;
            }
          else if elem id [ "lnl7/nix-darwin" "nix-darwin/nix-darwin" ] then
            call {
              dir = ./nix-darwin;
              inputs.nixpkgs = pkgs;
            }
          else if elem id [ "zhaofengli/colmena" "nix-community/colmena" ] then
            call {
              dir = ./colmena;
              inputs.nixpkgs = pkgs;
            }
          else if id == "nix-community/haumea" then
            call {
              dir = ./haumea;
              inputs = { };
            }
          else if id == "vic/den" then
            call {
              dir = ./den;
              inputs = { };
            }
          else if id == "tgirlcloud/easy-hosts" then
            call {
              dir = ./easy-hosts;
              inputs = { };
            }
          else if match ".*/clan-core(/.*|\\.git)?" id != null then
            call {
              dir = ./clan-core;
              inputs.nixpkgs = pkgs;
            }
          else if id == "nix-community/flakelight" then
            call {
              dir = ./flakelight;
              inputs = { };
            }
          else if id == "numtide/flake-utils" then
            call {
              dir = ./flake-utils;
              inputs = { };
            }
          else if id == "hercules-ci/flake-parts" then
            call {
              dir = ./flake-parts;
              inputs.nixpkgs-lib = innerFollows.nixpkgs-lib or (nixpkgsNamed "${name}.nixpkgs-lib");
            }
          else if sub != null then
            let
              there = dir + "/${sub}";
              node = nodeOf name;
            in
            call {
              dir = there;
              inputs = inputsOf {
                dir = there;
                # A flake that the lock file above doesn't have is locked by its own.
                lock = if isString node then { inherit (lock) nodes; inherit node; } else lockOf there;
                overridden = innerFollows;
              };
            }
          else
            call {
              dir = ./generic;
              inputs.nixpkgs = pkgs;
              extra.worldName = name;
            }
      ) all;
    in
    inputs;

  self = call {
    dir = root;
    inputs = inputsOf {
      dir = root;
      lock = lockOf root;
      overridden = { };
    };
  };

  # The same text wherever the flake lies.
  text = builtins.replaceStrings [ (toString root) ] [ "<flake>" ];

  skipped = {
    "home-manager.extraSpecialArgs" = null;
    "home-manager.sharedModules" = null;
    "nixpkgs.pkgs" = null;
    "nixpkgs.source" = null;
    "nixpkgs.overlays" = null;
  };
  render =
    loc: v:
    if builtins.length loc > 24 then
      "…"
    else if isFunction v then
      "<lambda>"
    else if isString v then
      text (builtins.unsafeDiscardStringContext v)
    else if isPath v then
      text (toString v)
    else if isList v then
      map (render loc) v
    else if isAttrs v then
      if v ? outPath then
        text (builtins.unsafeDiscardStringContext (toString v.outPath))
      else
        let
          shown = filter (
            n:
            n != "specialArgs"
            && !(skipped ? ${lib.concatStringsSep "." (lib.drop (lib.max 0 (builtins.length loc - 1)) loc ++ [ n ])})
            && !(isAttrs v.${n} && v.${n}._type or "" == "world-undefined")
          ) (attrNames v);
        in
        listToAttrs (
          map (n: {
            name = n;
            value = render (loc ++ [ n ]) v.${n};
          }) shown
        )
    else
      v;

  evaluated = mapAttrs (_: c: render [ ] c.config);
  configs = kind: evaluated (self.${kind} or { });
  # The nodes of both outputs that colmena knows.
  hive = if self ? colmena then import ./colmena/hive.nix lib self.colmena else { };
  output = name: render [ ] (self.${name} or { });
  names = name: attrNames (self.${name} or { });
in
{
  nixosConfigurations = configs "nixosConfigurations";
  homeConfigurations = configs "homeConfigurations";
  darwinConfigurations = configs "darwinConfigurations";
  colmena = evaluated hive;
  colmenaHive = evaluated (self.colmenaHive.nodes or { });
  # What clan's command evaluates, on any system.
  clanInternals = mapAttrs (_: evaluated) (self.clanInternals.machines or { });
  packages = output "packages";
  devShells = output "devShells";
  checks = output "checks";
  formatter = output "formatter";
  overlays = names "overlays";
  nixosModules = names "nixosModules";
  homeModules = names "homeModules";
}
