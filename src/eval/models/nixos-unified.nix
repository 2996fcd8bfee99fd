# nixos-unified: its documentation, "Autowiring" and "Specialisation of arguments"; `nix/modules/flake-parts`.
let
  inherit (builtins)
    attrNames
    filter
    listToAttrs
    pathExists
    readDir
    ;
in
rec {
  flakeModule = flakeModules.default;

  flakeModules = {
    default =
      {
        self,
        inputs,
        config,
        ...
      }:
      let
        common = {
          flake = { inherit self inputs config; };
        };
        specialArgsFor = {
          inherit common;
          nixos = common;
          darwin = common // {
            rosettaPkgs = inputs.nixpkgs.legacyPackages.x86_64-darwin;
          };
        };
        homes = args: {
          home-manager = {
            useGlobalPkgs = true;
            extraSpecialArgs = args;
          };
        };
      in
      {
        config.flake.nixos-unified.lib = {
          inherit specialArgsFor;
          mkLinuxSystem =
            {
              home-manager ? false,
            }:
            module:
            inputs.nixpkgs.lib.nixosSystem {
              specialArgs = specialArgsFor.nixos;
              modules = [ module ] ++ (if home-manager then [ (homes specialArgsFor.nixos) ] else [ ]);
            };
          mkMacosSystem =
            {
              home-manager ? false,
            }:
            module:
            inputs.nix-darwin.lib.darwinSystem {
              specialArgs = specialArgsFor.darwin;
              modules = [ module ] ++ (if home-manager then [ (homes specialArgsFor.darwin) ] else [ ]);
            };
          mkHomeConfiguration =
            pkgs: module:
            inputs.home-manager.lib.homeManagerConfiguration {
              inherit pkgs;
              extraSpecialArgs = specialArgsFor.common;
              modules = [ module ];
            };
        };
      };

    autoWire =
      { self, lib, ... }:
      let
        # `.nix` files, and folders with a `default.nix`: name to what `f` makes of the path.
        each =
          dir: f:
          let
            at = self.outPath + "/${dir}";
            found = if pathExists at then readDir at else { };
            wanted = n: if found.${n} == "regular" then lib.hasSuffix ".nix" n else pathExists (at + "/${n}/default.nix");
          in
          listToAttrs (
            map (n: {
              name = lib.removeSuffix ".nix" n;
              value = f (at + "/${n}");
            }) (filter wanted (attrNames found))
          );
        own = self.nixos-unified.lib;
      in
      {
        config.flake = {
          nixosConfigurations = each "configurations/nixos" (own.mkLinuxSystem { home-manager = true; });
          darwinConfigurations = each "configurations/darwin" (own.mkMacosSystem { home-manager = true; });
          nixosModules = each "modules/nixos" (path: path);
          darwinModules = each "modules/darwin" (path: path);
          homeModules = each "modules/home" (path: path);
          overlays = each "overlays" (path: import path own.specialArgsFor.common);
        };
        config.perSystem =
          { pkgs, ... }:
          {
            legacyPackages.homeConfigurations = each "configurations/home" (own.mkHomeConfiguration pkgs);
          };
      };
  };

  lib.mkFlake =
    {
      inputs,
      root,
      systems ? [
        "x86_64-linux"
        "x86_64-darwin"
        "aarch64-linux"
        "aarch64-darwin"
      ],
      specialArgs ? { },
    }:
    let
      folders = filter (dir: pathExists (root + "/${dir}")) [
        "nix/modules/flake"
        "modules/flake"
        "nix/modules/flake-parts"
        "modules/flake-parts"
      ];
      first = root + "/${builtins.head folders}";
    in
    inputs.flake-parts.lib.mkFlake { inherit inputs specialArgs; } {
      inherit systems;
      _module.args = { inherit root; };
      imports = map (file: first + "/${file}") (attrNames (readDir first));
    };
}
