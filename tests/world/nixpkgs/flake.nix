{
  description = "A stand-in for nixpkgs";

  outputs =
    { self }:
    let
      lib = (import ./lib).extend (
        final: _: {
          nixosSystem =
            args:
            import ./nixos/lib/eval-config.nix (
              {
                lib = final;
                system = null;
              }
              // args
            );
          nixos.runTest = _: throw "world: no tests";
        }
      );
    in
    {
      inherit lib;
      legacyPackages = lib.genAttrs lib.systems.flakeExposed (system: import ./. { inherit system; });
      nixosModules.notDetected = { };
      nixosModules.readOnlyPkgs = { };
    };
}
