{
  description = "A stand-in for den: NixOS hosts of aspects that include others";

  outputs =
    { self }:
    {
      flakeModule =
        {
          config,
          inputs,
          lib,
          ...
        }:
        let
          inherit (lib) mkOption types;
          cfg = config.den;
          setOption = mkOption {
            type = types.lazyAttrsOf types.raw;
            default = { };
          };
          modulesOf =
            host: a:
            let
              aspect = if lib.isFunction a then a { inherit host; } else a;
            in
            (if aspect ? nixos then [ aspect.nixos ] else [ ])
            ++ builtins.concatMap (modulesOf host) (aspect.includes or [ ]);
          build =
            system: name: given:
            let
              host = given // {
                inherit name system;
              };
            in
            inputs.nixpkgs.lib.nixosSystem {
              modules = modulesOf host (cfg.aspects.${name} or { }) ++ [ { nixpkgs.hostPlatform = lib.mkDefault system; } ];
            };
        in
        {
          options.den = {
            hosts = mkOption {
              type = types.lazyAttrsOf (types.lazyAttrsOf types.raw);
              default = { };
            };
            aspects = setOption;
          };
          config = {
            _module.args.den = cfg;
            flake.nixosConfigurations = lib.concatMapAttrs (system: lib.mapAttrs (build system)) cfg.hosts;
          };
        };
    };
}
