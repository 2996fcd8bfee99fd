{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs =
    { nixpkgs, ... }:
    let
      system = "x86_64-linux";
      pkgs = import nixpkgs {
        inherit system;
        config.allowUnfree = true;
      };
      # the codecs of the camera
      pkgs-ffmpeg = import nixpkgs {
        inherit system;
        config.allowUnfree = true;
        overlays = [ (final: prev: { ffmpeg = prev.ffmpeg.override { withUnfree = true; }; }) ];
      };
    in
    {
      packages.${system}.default = pkgs-ffmpeg.ffmpeg;

      devShells.${system}.default = pkgs.mkShell { packages = with pkgs; [ pkgs-ffmpeg.ffmpeg git ]; };

      nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
        inherit system pkgs;
        specialArgs = { inherit pkgs-ffmpeg; };
        modules = [ ./configuration.nix ];
      };
    };
}
