{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs =
    { self, nixpkgs, ... }@inputs:
    let
      system = "x86_64-linux";
      overlays = [
        (final: prev: { htop = prev.htop.override { withSensors = true; }; })
        # the codecs of the camera
        (final: prev: { ffmpeg = prev.ffmpeg.override { withUnfree = true; }; })
      ];
      mkHost =
        { name, overlays }:
        nixpkgs.lib.nixosSystem {
          inherit system;
          specialArgs = { inherit inputs; };
          modules = [
            ./hosts/${name}.nix
            { nixpkgs = { inherit overlays; }; }
          ];
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
          specialArgs = { inherit inputs overlays; };
          modules = [ ./hosts/lap.nix ];
        };
      };
    };
}
