{ inputs, overlays }:

rec {
  # One home for each host.
  mkHomes = inputs.nixpkgs.lib.mapAttrs (
    host: platform:
    inputs.home-manager.lib.homeManagerConfiguration {
      pkgs = import inputs.nixpkgs {
        system = platform;
        config.allowUnfree = true;
        overlays = overlays ++ [
          (final: prev: {
            # Newer than the rest.
            unstable = import inputs.nixpkgs-unstable {
              inherit (final.stdenv.hostPlatform) system;
              config.allowUnfree = true;
            };
          })
        ];
      };
      modules = [ ../home.nix ];
    }
  );
}
