{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs =
    { self, nixpkgs, ... }@inputs:
    let
      system = "x86_64-linux";
      overlays = [ (final: prev: { ffmpeg = prev.ffmpeg.override { withUnfree = true; }; }) ];
      pkgs = import nixpkgs { inherit system overlays; };
    in
    {
      packages.${system}.default = pkgs.ffmpeg;

      nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
        inherit system;
        modules = [
          ./configuration.nix
          { nixpkgs = { inherit overlays; }; }
        ];
      };
    };
}
