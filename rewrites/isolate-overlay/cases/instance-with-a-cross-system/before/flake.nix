{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs =
    { nixpkgs, ... }:
    let
      overlays = [ (final: prev: { ffmpeg = prev.ffmpeg.override { withUnfree = true; }; }) ];
      cross = import nixpkgs {
        system = "x86_64-linux";
        crossSystem = "aarch64-linux";
        inherit overlays;
      };
    in
    {
      packages.x86_64-linux.ffmpeg = cross.ffmpeg;

      nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        modules = [
          ./configuration.nix
          { nixpkgs.overlays = overlays; }
        ];
      };
    };
}
