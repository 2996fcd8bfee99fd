{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs =
    { self, nixpkgs, ... }:
    let
      overlays = [
        (final: prev: { htop = prev.htop.override { withSensors = true; }; })
      ];
      forAllSystems =
        f:
        nixpkgs.lib.genAttrs [ "x86_64-linux" "aarch64-linux" ] (
          system: f (import nixpkgs { inherit system overlays; })
        );
      instances = nixpkgs.lib.genAttrs [ "aarch64-linux" "x86_64-linux" ] (system: {
        pkgs-ffmpeg = import nixpkgs {
          inherit system;
          overlays = [ (final: prev: { ffmpeg = prev.ffmpeg.override { withUnfree = true; }; }) ];
        };
      });
    in
    {
      packages = forAllSystems (pkgs: {
        inherit (pkgs) htop;
        inherit (instances.${pkgs.stdenv.hostPlatform.system}.pkgs-ffmpeg) ffmpeg;
      });

      devShells = forAllSystems (pkgs: {
        default = pkgs.mkShell { packages = [ instances.${pkgs.stdenv.hostPlatform.system}.pkgs-ffmpeg.ffmpeg ]; };
      });

      nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        specialArgs = { inherit (instances.x86_64-linux) pkgs-ffmpeg; };
        modules = [
          ./configuration.nix
          { nixpkgs.overlays = overlays; }
        ];
      };
    };
}
