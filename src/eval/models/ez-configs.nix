# ez-configs: its README, and its options at https://flake.parts/options/ez-configs.
{ writtenAt }:
rec {
  flakeModules.default = flakeModule;

  flakeModule =
    {
      config,
      inputs,
      lib,
      ...
    }:
    let
      inherit (builtins)
        functionArgs
        intersectAttrs
        isFunction
        mapAttrs
        pathExists
        readDir
        ;
      inherit (lib) mkOption types;
      cfg = config.ezConfigs;

      hostOptions.options = {
        importDefault = mkOption {
          type = types.bool;
          default = true;
        };
        userHomeModules = mkOption {
          type = types.listOf types.str;
          default = [ ];
        };
      };
      userOptions.options = {
        importDefault = mkOption {
          type = types.bool;
          default = true;
        };
        nameFunction = mkOption {
          type = types.nullOr types.raw;
          default = null;
        };
        passInOsConfig = mkOption {
          type = types.bool;
          default = true;
        };
        standalone = {
          enable = mkOption {
            type = types.bool;
            default = false;
          };
          pkgs = mkOption { type = types.raw; };
        };
      };
      argumentsOption = default: mkOption {
        type = types.attrsOf types.anything;
        inherit default;
      };
      optionsOf =
        kind: more:
        {
          modulesDirectory = mkOption {
            type = types.path;
            default = cfg.root + "/${kind}-modules";
          };
          configurationsDirectory = mkOption {
            type = types.path;
            default = cfg.root + "/${kind}-configurations";
          };
          earlyModuleArgs = argumentsOption cfg.earlyModuleArgs;
        }
        // more;
      hostsOptions = {
        specialArgs = argumentsOption cfg.globalArgs;
        hosts = mkOption {
          type = types.attrsOf (types.submodule hostOptions);
          default = { };
        };
      };

      # Files and folders with a `default.nix`, by name.
      found =
        dir:
        let
          unit =
            name: type:
            if type == "regular" && lib.hasSuffix ".nix" name then
              { ${lib.removeSuffix ".nix" name} = dir + "/${name}"; }
            else if pathExists (dir + "/${name}/default.nix") then
              { ${name} = dir + "/${name}/default.nix"; }
            else
              { };
        in
        if pathExists (dir + ".nix") then
          { default = dir; }
        else if pathExists dir then
          lib.concatMapAttrs unit (readDir dir)
        else
          { };

      # Modules that ask for early arguments get them before they are exported.
      early =
        args: path:
        let
          f = import path;
          given = intersectAttrs (functionArgs f) args;
          rest = removeAttrs (functionArgs f) (builtins.attrNames given);
        in
        if args != { } && isFunction f then lib.setFunctionArgs (more: f (more // given)) rest else path;
      exported = options: mapAttrs (_: early options.earlyModuleArgs) (found options.modulesDirectory);
      modules = {
        home = exported cfg.home;
        nixos = exported cfg.nixos;
        darwin = exported cfg.darwin;
      };

      homes = found cfg.home.configurationsDirectory;
      settingsOf =
        user:
        {
          importDefault = true;
          nameFunction = null;
          passInOsConfig = true;
          standalone.enable = false;
        }
        // cfg.home.users.${user} or { };
      homeModulesOf =
        user: isDarwin:
        [ (homes.${user} or { }) ]
        ++ (
          if (settingsOf user).importDefault then
            [
              (modules.home.default or { })
              (if isDarwin then modules.home.darwin or { } else modules.home.linux or { })
            ]
          else
            [ ]
        );
      homeArgs = writtenAt cfg.home.extraSpecialArgs (
        cfg.home.extraSpecialArgs // { ezModules = modules.home; }
      );

      homesOf =
        settings: isDarwin:
        if settings.userHomeModules == [ ] then
          [ ]
        else
          [
            (if isDarwin then inputs.home-manager.darwinModules.default else inputs.home-manager.nixosModules.default)
            {
              home-manager = {
                extraSpecialArgs = homeArgs;
                users = lib.genAttrs settings.userHomeModules (user: {
                  imports = homeModulesOf user isDarwin;
                });
              };
            }
          ];
      hosts =
        kind: builder:
        let
          options = cfg.${kind};
          build =
            name: path:
            let
              settings = {
                importDefault = true;
                userHomeModules = [ ];
              }
              // options.hosts.${name} or { };
            in
            builder {
              specialArgs = writtenAt options.specialArgs (
                options.specialArgs // { ezModules = modules.${kind}; }
              );
              modules = [
                path
                { networking.hostName = lib.mkDefault name; }
              ]
              ++ (if settings.importDefault then [ (modules.${kind}.default or { }) ] else [ ])
              ++ homesOf settings (kind == "darwin");
            };
        in
        mapAttrs build (found options.configurationsDirectory);

      home =
        user: pkgs: isDarwin: os:
        inputs.home-manager.lib.homeManagerConfiguration {
          inherit pkgs;
          modules = homeModulesOf user isDarwin;
          extraSpecialArgs = writtenAt cfg.home.extraSpecialArgs (
            cfg.home.extraSpecialArgs
            // {
              ezModules = modules.home;
            }
            // (if (settingsOf user).passInOsConfig then { osConfig = os; } else { })
          );
        };
      homesFor =
        user: _:
        let
          settings = settingsOf user;
          nameOf = if settings.nameFunction == null then host: "${user}@${host}" else settings.nameFunction;
          on = isDarwin: host: built: { ${nameOf host} = home user built.pkgs isDarwin built.config; };
          alone = settings.standalone.pkgs;
        in
        if settings.standalone.enable then
          { ${user} = home user alone alone.stdenv.isDarwin { }; }
        else
          lib.concatMapAttrs (on false) config.flake.nixosConfigurations
          // lib.concatMapAttrs (on true) config.flake.darwinConfigurations;
    in
    {
      options.ezConfigs = {
        root = mkOption {
          type = types.nullOr types.path;
          default = null;
        };
        globalArgs = argumentsOption { };
        earlyModuleArgs = argumentsOption { };
        home = optionsOf "home" {
          extraSpecialArgs = argumentsOption cfg.globalArgs;
          users = mkOption {
            type = types.attrsOf (types.submodule userOptions);
            default = { };
          };
        };
        nixos = optionsOf "nixos" hostsOptions;
        darwin = optionsOf "darwin" hostsOptions;
      };

      config.flake = {
        homeModules = modules.home;
        nixosModules = modules.nixos;
        darwinModules = modules.darwin;
        nixosConfigurations = hosts "nixos" inputs.nixpkgs.lib.nixosSystem;
        darwinConfigurations = hosts "darwin" (inputs.darwin or inputs.nix-darwin).lib.darwinSystem;
        homeConfigurations = lib.concatMapAttrs homesFor homes;
      };
    };
}
