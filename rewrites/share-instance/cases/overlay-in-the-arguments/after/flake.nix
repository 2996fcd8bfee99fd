{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
    home-manager.url = "github:nix-community/home-manager/release-24.11";
  };

  outputs =
    { self, nixpkgs, ... }@inputs:
    let
      overlays = [ (_final: prev: { greeting = prev.hello; }) ];
      lib = import ./lib { inherit inputs instances; };
      instances = nixpkgs.lib.genAttrs [ "aarch64-linux" "x86_64-linux" ] (system: {
        pkgs = import inputs.nixpkgs {
          inherit system;
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
      });
    in
    {
      homeConfigurations = lib.mkHomes {
        desk = "x86_64-linux";
        pad = "x86_64-linux";
        pi = "aarch64-linux";
      };
    };
}
