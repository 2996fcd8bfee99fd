{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs =
    { self, nixpkgs, ... }@inputs:
    let
      system = "x86_64-linux";
      overlays = [ ];
      pkgs-ffmpeg = import inputs.nixpkgs {
        inherit system;
        overlays = [ (final: prev: { ffmpeg = prev.ffmpeg.override { withUnfree = true; }; }) ];
      };
    in
    {
      packages.${system}.default = pkgs-ffmpeg.ffmpeg;

      nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
        inherit system;
        specialArgs = { inherit pkgs-ffmpeg; };
        modules = [
          ./configuration.nix
          { nixpkgs = { inherit overlays; }; }
        ];
      };
    };
}
