{
  description = "A stand-in for easy-hosts: NixOS hosts of folders and of options";

  outputs =
    { self }:
    {
      flakeModule =
        {
          config,
          inputs,
          lib,
          withSystem,
          ...
        }:
        let
          inherit (lib) mkOption types;
          cfg = config.easy-hosts;
          setOption = mkOption {
            type = types.lazyAttrsOf types.raw;
            default = { };
          };
          listOption = mkOption {
            type = types.listOf types.raw;
            default = [ ];
          };
          functionOption = mkOption {
            type = types.raw;
            default = _: { };
          };
          given = {
            modules = listOption;
            specialArgs = setOption;
          };
          constructed = lib.foldl' (
            all: target:
            all
            // lib.mapAttrs (name: _: {
              arch = builtins.head (lib.splitString "-" target);
              path = cfg.path + "/${target}/${name}";
            }) (builtins.readDir (cfg.path + "/${target}"))
          ) { } (builtins.attrNames (builtins.readDir cfg.path));
          build =
            name: host:
            let
              system = "${host.arch}-linux";
              sources = [
                cfg.shared
                host
                (cfg.perClass "nixos")
              ]
              ++ map cfg.perTag host.tags;
            in
            inputs.nixpkgs.lib.nixosSystem {
              specialArgs = lib.foldl' (all: s: all // s.specialArgs or { }) {
                inherit inputs;
                inherit (inputs) self;
              } sources;
              modules = [
                host.path
                {
                  _module.args = withSystem system (
                    { self', inputs', ... }: { inherit self' inputs'; }
                  );
                  networking.hostName = lib.mkDefault name;
                  nixpkgs.hostPlatform = lib.mkDefault system;
                }
              ]
              ++ builtins.concatLists (map (s: s.modules or [ ]) sources);
            };
        in
        {
          options.easy-hosts = {
            autoConstruct = mkOption {
              type = types.bool;
              default = false;
            };
            path = mkOption { type = types.path; };
            shared = given;
            perClass = functionOption;
            perTag = functionOption;
            hosts = mkOption {
              type = types.attrsOf (
                types.submodule {
                  options = given // {
                    arch = mkOption {
                      type = types.str;
                      default = "x86_64";
                    };
                    path = mkOption { type = types.path; };
                    tags = listOption;
                  };
                }
              );
              default = { };
            };
          };
          config = {
            easy-hosts.hosts = lib.mkIf cfg.autoConstruct constructed;
            flake.nixosConfigurations = lib.mapAttrs build cfg.hosts;
          };
        };
    };
}
