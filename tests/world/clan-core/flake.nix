{
  description = "A stand-in for clan-core: NixOS hosts of options, an inventory and folders";

  outputs =
    { self, nixpkgs }:
    {
      nixosModules.clanCore = { };

      lib.clan =
        {
          self,
          machines ? { },
          inventory ? { },
          specialArgs ? { },
          ...
        }:
        let
          own = self.inputs.nixpkgs or nixpkgs;
          inherit (own) lib;
          folder = self.outPath + "/machines";
          names = builtins.attrNames (
            machines // inventory.machines or { } // (if builtins.pathExists folder then builtins.readDir folder else { })
          );
          moduleFor = name: {
            imports =
              builtins.filter builtins.pathExists [ (folder + "/${name}/configuration.nix") ]
              ++ [ (machines.${name} or { }) ];
            networking.hostName = lib.mkDefault name;
          };
          build =
            more: name:
            own.lib.nixosSystem {
              modules = [ (moduleFor name) ] ++ more;
              specialArgs = {
                clan-core = { };
                inherit self;
              }
              // specialArgs;
            };
          onSystem = system: lib.genAttrs names (build [ { nixpkgs.hostPlatform = lib.mkForce system; } ]);
          config = {
            nixosConfigurations = lib.genAttrs names (build [ ]);
            nixosModules = lib.listToAttrs (
              map (name: {
                name = "clan-machine-${name}";
                value = moduleFor name;
              }) names
            );
            clanInternals.machines = lib.genAttrs [
              "x86_64-linux"
              "aarch64-linux"
              "aarch64-darwin"
            ] onSystem;
          };
        in
        {
          inherit config;
        };
    };
}
