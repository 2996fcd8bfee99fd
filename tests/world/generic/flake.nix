{
  description = "Any other flake: an overlay, a module that does nothing, packages";

  outputs =
    { self, nixpkgs }:
    let
      inherit (self) worldName;
      module = { };
      perSystem = f: nixpkgs.lib.genAttrs nixpkgs.lib.systems.flakeExposed f;
    in
    {
      overlays = rec {
        default = _: prev: { "${worldName}-tool" = prev.hello; };
        ${worldName} = default;
      };
      nixosModules = {
        default = module;
        ${worldName} = module;
      };
      darwinModules = self.nixosModules;
      homeModules = self.nixosModules;
      homeManagerModules = self.nixosModules;
      # A module for flake-parts that asks for a system of its own.
      flakeModules.default =
        { withSystem, ... }:
        {
          flake.devShells.aarch64-linux = withSystem "aarch64-linux" ({ config, ... }: config.packages);
        };
      packages = perSystem (
        system:
        builtins.mapAttrs
          (name: _: {
            type = "derivation";
            name = "${worldName}-${name}";
            pname = name;
            inherit system;
            outPath = "/world/${worldName}/packages/${system}/${name}";
          })
          {
            default = null;
            ${worldName} = null;
          }
      );
      # A builder that nobody has heard of.
      lib.mkMachine =
        {
          modules,
          system,
          args ? { },
        }:
        nixpkgs.lib.nixosSystem {
          inherit system modules;
          specialArgs = args;
        };
      lib.mkArgs = args: args;
      lib.platform = "x86_64-linux";
    };
}
