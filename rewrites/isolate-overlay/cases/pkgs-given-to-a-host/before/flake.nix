{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs =
    { nixpkgs, ... }:
    let
      system = "x86_64-linux";
      pkgs = import nixpkgs {
        inherit system;
        config.allowUnfree = true;
        overlays = [
          # the codecs of the camera
          (final: prev: { ffmpeg = prev.ffmpeg.override { withUnfree = true; }; })
        ];
      };
    in
    {
      packages.${system}.default = pkgs.ffmpeg;

      devShells.${system}.default = pkgs.mkShell { packages = with pkgs; [ ffmpeg git ]; };

      nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
        inherit system pkgs;
        modules = [ ./configuration.nix ];
      };
    };
}
