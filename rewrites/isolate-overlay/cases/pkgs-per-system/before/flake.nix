{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs =
    { self, nixpkgs, ... }@inputs:
    let
      systems = [ "x86_64-linux" "aarch64-linux" ];
      forAllSystems = nixpkgs.lib.genAttrs systems;
      pkgsFor = forAllSystems (
        system:
        import nixpkgs {
          inherit system;
          config = {
            allowUnfree = true;
            allowBroken = false;
          };
          overlays = [ (final: prev: { ffmpeg = prev.ffmpeg.override { withUnfree = true; }; }) ];
        }
      );
      mkHost =
        system:
        nixpkgs.lib.nixosSystem {
          inherit system;
          pkgs = pkgsFor.${system};
          specialArgs = { inherit inputs; };
          modules = [ ./configuration.nix ];
        };
    in
    {
      packages = forAllSystems (system: {
        ffmpeg = pkgsFor.${system}.ffmpeg;
        git = pkgsFor.${system}.git;
      });

      nixosConfigurations = {
        desk = mkHost "x86_64-linux";
        board = mkHost "aarch64-linux";
      };
    };
}
