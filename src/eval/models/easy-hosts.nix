# easy-hosts: its README, "Explanation of the module", and its options at https://flake.parts/options/easy-hosts.
# The options were called `easyHosts` at first.
{ writtenAt }:
rec {
  flakeModules.default = flakeModule;

  flakeModule.imports = map called [
    "easy-hosts"
    "easyHosts"
  ];

  called =
    option:
    {
      config,
      inputs,
      lib,
      withSystem,
      ...
    }:
    let
      inherit (builtins)
        concatLists
        head
        isString
        mapAttrs
        match
        pathExists
        readDir
        ;
      inherit (lib) mkOption types;
      cfg = config.${option};

      given = {
        modules = mkOption {
          type = types.listOf types.deferredModule;
          default = [ ];
        };
        specialArgs = mkOption {
          type = types.lazyAttrsOf types.raw;
          default = { };
        };
      };
      perOption = mkOption {
        type = types.functionTo (types.submodule { options = given; });
        default = _: { };
      };
      optional = type: mkOption {
        type = types.nullOr type;
        default = null;
      };
      text = default: mkOption {
        type = types.str;
        inherit default;
      };

      classOf = name: ({ linux = "nixos"; } // cfg.additionalClasses).${name} or name;
      systemOf = arch: class: "${arch}-${if classOf class == "darwin" then "darwin" else "linux"}";

      host =
        { config, ... }:
        {
          options = given // {
            nixpkgs = mkOption {
              type = types.raw;
              default = inputs.nixpkgs;
            };
            nix-darwin = mkOption {
              type = types.raw;
              default = inputs.darwin or inputs.nix-darwin;
            };
            arch = text "x86_64";
            class = text "nixos";
            system = text (systemOf config.arch config.class);
            path = optional types.path;
            tags = mkOption {
              type = types.listOf types.str;
              default = [ ];
            };
            deployable = mkOption {
              type = types.bool;
              default = false;
            };
          };
        };

      # `ARCH-CLASS/HOST`, or `HOST` where there is one kind only.
      inFolder =
        dir: target:
        let
          parts = match "([^-]*)-(.*)" target;
          arch = head parts;
          class = builtins.elemAt parts 1;
        in
        mapAttrs (name: _: {
          inherit arch class;
          path = dir + "/${name}";
          system = systemOf arch class;
        }) (readDir dir);
      folders = lib.filterAttrs (_: type: type == "directory") (readDir cfg.path);
      constructed =
        if isString cfg.onlySystem then
          inFolder cfg.path cfg.onlySystem
        else
          lib.concatMapAttrs (target: _: inFolder (cfg.path + "/${target}") target) folders;

      build =
        name: host:
        let
          class = classOf host.class;
          sources = [
            cfg.shared
            host
          ]
          ++ map cfg.perTag host.tags
          ++ [
            (cfg.perClass host.class)
            (cfg.perArch host.arch)
          ];
          args = builtins.foldl' (all: s: lib.recursiveUpdate all (s.specialArgs or { })) { inherit inputs; inherit (inputs) self; } sources;
          place = if cfg.shared.specialArgs != { } then cfg.shared.specialArgs else host.specialArgs;
          builder = if class == "darwin" then host.nix-darwin.lib.darwinSystem else host.nixpkgs.lib.nixosSystem;
          usual = builtins.filter pathExists [
            (inputs.self.outPath + "/hosts/${name}/default.nix")
            (inputs.self.outPath + "/systems/${name}/default.nix")
          ];
        in
        {
          ${if class == "darwin" then "darwinConfigurations" else "nixosConfigurations"}.${name} = builder {
            specialArgs = writtenAt place args;
            modules =
              (if host.path == null then usual else [ host.path ])
              ++ (
                if class == "iso" then
                  [ (host.nixpkgs + "/nixos/modules/installer/cd-dvd/installation-cd-minimal-new-kernel.nix") ]
                else
                  [ ]
              )
              ++ [
                {
                  _module.args = withSystem host.system (
                    { self', inputs', ... }:
                    {
                      inherit self' inputs';
                    }
                  );
                  networking.hostName = lib.mkDefault name;
                  nixpkgs.hostPlatform = lib.mkDefault host.system;
                }
              ]
              ++ concatLists (map (s: s.modules or [ ]) sources);
          };
        };
    in
    {
      options.${option} = {
        autoConstruct = mkOption {
          type = types.bool;
          default = false;
        };
        path = optional types.path;
        onlySystem = optional types.str;
        shared = given;
        perClass = perOption;
        perArch = perOption;
        perTag = perOption;
        additionalClasses = mkOption {
          type = types.attrsOf types.str;
          default = { };
        };
        hosts = mkOption {
          type = types.attrsOf (types.submodule host);
          default = { };
        };
      };

      config = {
        ${option}.hosts = lib.mkIf cfg.autoConstruct constructed;
        flake = builtins.foldl' lib.recursiveUpdate { } (lib.mapAttrsToList build cfg.hosts);
      };
    };
}
