# A package set whose packages say which instance they come from:
#   /world/SOURCE/PLATFORMS/CONFIG/OVERLAYS/NAME
# SOURCE is the name under which this tree was put into the store (`eval.nix` names it after the
# flake input). Every set that is made says so on standard error, once, when it is first needed.
{
  system ? builtins.currentSystem,
  localSystem ? { inherit system; },
  crossSystem ? localSystem,
  config ? { },
  overlays ? [ ],
  crossOverlays ? [ ],
  stdenvStages ? null,
  ...
}@args:
assert args ? localSystem -> !(args ? system);
let
  lib = import ./lib;
  inherit (builtins)
    attrNames
    concatStringsSep
    filter
    isAttrs
    isFunction
    isList
    listToAttrs
    map
    mapAttrs
    ;

  # A file `tag` names the tree, and packages are derivations then.
  real = builtins.pathExists ./tag;
  tag =
    let
      m = builtins.match "[^=]*=(.*)" (baseNameOf (toString ./.));
    in
    if real then
      builtins.readFile ./tag
    else if m == null then
      "nixpkgs"
    else
      builtins.head m;

  local = lib.systems.elaborate localSystem;
  host = if crossSystem == null then local else lib.systems.elaborate crossSystem;
  crosses = host != local || crossOverlays != [ ];

  # Functions are shown by what they answer about a few packages.
  probes = map (pname: {
    inherit pname;
    name = "${pname}-1.0";
    version = "1.0";
    type = "derivation";
    outPath = "/probe/${pname}";
    meta = {
      license = lib.licenses.unfree;
      insecure = false;
    };
  }) probeNames;
  probeNames = [
    "hello"
    "vscode"
    "steam"
    "discord"
    "obsidian"
    "slack"
    "spotify"
    "nvidia-x11"
    "unrar"
    "zoom"
  ];
  show =
    depth: v:
    if depth == 0 then
      "…"
    else if isFunction v then
      "<${concatStringsSep "" (map (p: answer (builtins.tryEval (plain (v p)))) probes)}>"
    else if isList v then
      "[${concatStringsSep " " (map (show (depth - 1)) v)}]"
    else if isAttrs v then
      if v ? outPath then
        toString v.outPath
      else
        "{${concatStringsSep ";" (map (n: "${n}=${show (depth - 1) v.${n}}") (attrNames v))}}"
    else if builtins.isPath v then
      baseNameOf v
    else
      builtins.toJSON v;
  plain = x: if builtins.isBool x then x else builtins.typeOf x;
  answer =
    t:
    if !t.success then
      "!"
    else if t.value == true then
      "1"
    else if t.value == false then
      "0"
    else
      t.value;

  # Long text gets short, and stays different; a hash would lose what a derivation is made from.
  short =
    s: if real || builtins.stringLength s < 160 then s else "#${builtins.hashString "sha256" s}";

  # A set, a function of `{ pkgs, lib, … }`, or a file of either: nixpkgs evaluates it as a module.
  givenConfig = if builtins.isPath config then import config else config;
  resolvedConfig =
    if isFunction givenConfig then
      givenConfig {
        inherit lib;
        pkgs = final;
      }
    else
      givenConfig;
  # A function of `pkgs`, which is the first overlay.
  overrides = resolvedConfig.packageOverrides or null;
  configText = show 6 (removeAttrs resolvedConfig [ "packageOverrides" ]);
  platformText =
    p:
    let
      more = lib.systems.beyondSystem p;
    in
    "${p.system}${if more == { } then "" else show 6 more}";
  crossText =
    if !crosses then
      ""
    else
      "→${platformText host}${if crossOverlays == [ ] then "" else "+${toString (builtins.length crossOverlays)}"}";
  stagesText = if stdenvStages == null then "" else "(stages)";

  platforms = "${platformText local}${crossText}${stagesText}";
  key = "${tag}/${platforms}/${configText}";

  allOverlays = overlays ++ crossOverlays;

  names = import ./names.nix;

  # One package; its path has what the overlays of its set touch.
  mkPackage =
    extra: pname:
    let
      text = "/world/${key}/${marks}/${pname}${extra}";
      made = derivation {
        name = concatStringsSep "-" (filter builtins.isString (builtins.split "[^a-zA-Z0-9+._?=-]+" "${pname}-1.0"));
        system = host.system;
        builder = "/bin/sh";
        world = text;
      };
      self = {
        type = "derivation";
        inherit pname;
        version = "1.0";
        name = "${pname}-1.0";
        system = host.system;
        outPath = if real then made.outPath else text;
        drvPath = if real then made.drvPath else "${text}.drv";
        outputName = "out";
        out = self;
        outputs = [ "out" ];
        passthru = { };
        meta = {
          mainProgram = pname;
          license = lib.licenses.mit;
        };
        override =
          a: mkPackage "${extra}(${short (show 3 (if isFunction a then a { } else a))})" pname;
        overrideAttrs =
          f:
          let
            old = {
              inherit pname;
              version = "1.0";
              name = "${pname}-1.0";
              patches = [ ];
              src = "/world/src/${pname}";
              buildInputs = [ ];
              nativeBuildInputs = [ ];
              postInstall = "";
              meta = { };
            };
            new = if isFunction f then let r = f old; in if isFunction r then f self old else r else f;
          in
          mkPackage "${extra}[${short (show 3 new)}]" pname;
        withPackages = f: mkPackage "${extra}(with ${short (show 3 (f set))})" pname;
        packages = f: mkPackage "${extra}(with ${short (show 3 (f set))})" pname;
      };
      set = listToAttrs (
        map (n: {
          name = n;
          value = mkPackage "" "${pname}.${n}";
        }) names.members
      );
    in
    self;

  basis =
    let
      made = kind: name: body: mkPackage "(${short (show 4 body)})" "${kind}:${name}";
      package = mkPackage "";
      setOf =
        prefix:
        listToAttrs (
          map (n: {
            name = n;
            value = package "${prefix}.${n}";
          }) names.members
        );
    in
    listToAttrs (
      map (n: {
        name = n;
        value = package n;
      }) names.packages
    )
    // listToAttrs (
      map (n: {
        name = n;
        value = setOf n // {
          recurseForDerivations = true;
        };
      }) names.sets
    )
    // {
      inherit lib overlays;
      config = resolvedConfig;
      path = ./.;
      system = host.system;
      inherit (final.stdenv) hostPlatform buildPlatform targetPlatform;
      pkgs = final;
      buildPackages = final;
      stdenv = {
        hostPlatform = host;
        buildPlatform = local;
        targetPlatform = host;
        inherit (host)
          system
          isLinux
          isDarwin
          isAarch64
          isx86_64
          ;
        cc = package "cc";
        mkDerivation =
          a:
          let
            attrs = if isFunction a then lib.fix a else a;
          in
          made "drv" (attrs.pname or attrs.name) attrs;
      };
      stdenvNoCC = final.stdenv;
      callPackage = f: a: lib.callPackageWith final f a;
      callPackages = f: a: lib.callPackageWith final f a;
      newScope = extra: f: a: lib.callPackageWith (final // extra) f a;
      extend = o: again { overlays = overlays ++ [ o ]; };
      appendOverlays = os: if os == [ ] then final else again { overlays = overlays ++ os; };
      mkShell = a: made "shell" (a.name or "shell") a;
      mkShellNoCC = a: made "shell" (a.name or "shell") a;
      buildEnv = a: made "env" a.name a;
      symlinkJoin = a: made "join" (a.name or a.pname) a;
      linkFarm = name: entries: made "farm" name entries;
      writeText = name: text: made "text" name text;
      writeTextFile = a: made "text" a.name a;
      writeTextDir = name: text: made "text" (baseNameOf name) text;
      writeScript = name: text: made "script" name text;
      writeScriptBin = name: text: made "script" name text;
      writeShellScript = name: text: made "script" name text;
      writeShellScriptBin = name: text: made "script" name text;
      writeShellApplication = a: made "script" a.name a;
      testers.runNixOSTest =
        a:
        made "test" a.name {
          inherit (a) testScript;
          nodes = builtins.mapAttrs (
            _: node:
            map toString
              (import ./nixos/lib/eval-config.nix {
                inherit lib;
                system = null;
                pkgs = final;
                specialArgs = a.node.specialArgs or { };
                modules = [
                  (a.defaults or { })
                  node
                ];
              }).config.environment.systemPackages
          ) a.nodes;
        };
      nixosTest = a: made "test" a.name { inherit (a) testScript; };
      runCommand = name: env: text: made "run" name { inherit env text; };
      runCommandLocal = name: env: text: made "run" name { inherit env text; };
      fetchurl = a: made "fetch" "url" a;
      # Nixpkgs itself is this tree, under the name of its commit.
      fetchFromGitHub = a: if a.repo == "nixpkgs" then nixpkgsAt a.rev else made "fetch" a.repo a;
      fetchgit = a: if isNixpkgs a.url then nixpkgsAt a.rev else made "fetch" "git" a;
      fetchzip =
        a:
        let
          archive = builtins.match ".*/([0-9a-f]{40})\\.(zip|tar\\.gz)" a.url;
        in
        if isNixpkgs a.url && archive != null then
          nixpkgsAt (builtins.head archive)
        else
          made "fetch" "zip" a;
      fetchpatch = a: made "fetch" "patch" a;
      applyPatches =
        a: made "patched" (a.name or "source") (removeAttrs a [ "src" ]) // { src = a.src; };
      pkgsi686Linux = again {
        localSystem = "i686-linux";
      };
      pkgsCross = mapAttrs (_: crossSystem: again { inherit crossSystem; }) {
        aarch64-multiplatform = "aarch64-linux";
        raspberryPi = "armv6l-linux";
        riscv64 = "riscv64-linux";
      };
      pkgsMusl = again { crossSystem = "${local.system}musl"; };
    };

  isNixpkgs = url: builtins.match "https://github\\.com/NixOS/nixpkgs([/.].*)?" url != null;
  nixpkgsAt =
    rev:
    builtins.path {
      path = ./.;
      name = "world=rev-${builtins.substring 0 7 rev}";
    };

  again =
    change:
    import ./. (
      {
        localSystem = local;
        crossSystem = if host == local then null else host;
        inherit
          config
          overlays
          crossOverlays
          stdenvStages
          ;
      }
      // change
    );

  functions =
    (if overrides == null then [ ] else [ (_: overrides) ])
    ++ map (o: if isFunction o then o else import o) allOverlays;

  layers = builtins.foldl' (
    acc: overlay:
    let
      added = overlay final acc.set;
    in
    {
      set = acc.set // added;
      marks = acc.marks ++ [ (concatStringsSep "," (attrNames added)) ];
    }
  ) {
    set = basis;
    marks = [ ];
  } functions;
  final = layers.set;
  marks = short (concatStringsSep "+" layers.marks);
in
builtins.trace "world:instance:${tag}/${platforms}/${concatStringsSep "," (attrNames resolvedConfig)}/${toString (builtins.length allOverlays)}" final
