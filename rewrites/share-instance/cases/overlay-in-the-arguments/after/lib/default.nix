{ inputs, instances }:

rec {
  # One home for each host.
  mkHomes = inputs.nixpkgs.lib.mapAttrs (
    host: platform:
    inputs.home-manager.lib.homeManagerConfiguration {
      pkgs = instances.${platform}.pkgs;
      modules = [ ../home.nix ];
    }
  );
}
