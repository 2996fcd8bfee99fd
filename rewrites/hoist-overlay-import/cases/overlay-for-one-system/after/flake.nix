{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.11";
    nixpkgs-master.url = "github:NixOS/nixpkgs/master";
  };

  outputs =
    { nixpkgs, nixpkgs-master, ... }:
    let
      # What is too new for the release.
      mkOverlay = system: final: prev: {
        master = instances.${system}.master;
      };

      mkHost =
        system:
        nixpkgs.lib.nixosSystem {
          inherit system;
          modules = [
            ./host.nix
            { nixpkgs.overlays = [ (mkOverlay system) ]; }
          ];
        };

      instances = nixpkgs.lib.genAttrs [ "x86_64-linux" ] (system: {
        master = import nixpkgs-master {
          inherit system;
          config.allowUnfree = true;
        };
      });
    in
    {
      nixosConfigurations.desk = mkHost "x86_64-linux";
      nixosConfigurations.lap = mkHost "x86_64-linux";
    };
}
