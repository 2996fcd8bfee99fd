{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs =
    { self, nixpkgs, ... }@inputs:
    let
      system = "x86_64-linux";
      overlays = [
        (final: prev: { htop = prev.htop.override { withSensors = true; }; })
      ];
      mkHost =
        { name, overlays }:
        nixpkgs.lib.nixosSystem {
          inherit system;
          specialArgs = { inherit inputs pkgs-ffmpeg; };
          modules = [
            ./hosts/${name}.nix
            { nixpkgs = { inherit overlays; }; }
          ];
        };
      # the codecs of the camera
      pkgs-ffmpeg = import inputs.nixpkgs {
        inherit system;
        overlays = [ (final: prev: { ffmpeg = prev.ffmpeg.override { withUnfree = true; }; }) ];
      };
    in
    {
      nixosConfigurations = {
        desk = mkHost {
          name = "desk";
          inherit overlays;
        };
        lap = nixpkgs.lib.nixosSystem {
          inherit system;
          specialArgs = { inherit inputs overlays pkgs-ffmpeg; };
          modules = [ ./hosts/lap.nix ];
        };
      };
    };
}
