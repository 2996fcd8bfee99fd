{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs =
    { self, nixpkgs, ... }:
    let
      overlays = [
        (final: prev: { htop = prev.htop.override { withSensors = true; }; })
        (final: prev: { ffmpeg = prev.ffmpeg.override { withUnfree = true; }; })
      ];
      forAllSystems =
        f:
        nixpkgs.lib.genAttrs [ "x86_64-linux" "aarch64-linux" ] (
          system: f (import nixpkgs { inherit system overlays; })
        );
    in
    {
      packages = forAllSystems (pkgs: {
        inherit (pkgs) ffmpeg htop;
      });

      devShells = forAllSystems (pkgs: {
        default = pkgs.mkShell { packages = [ pkgs.ffmpeg ]; };
      });

      nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        modules = [
          ./configuration.nix
          { nixpkgs.overlays = overlays; }
        ];
      };
    };
}
