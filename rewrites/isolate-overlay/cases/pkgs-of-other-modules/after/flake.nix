{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs =
    { nixpkgs, ... }:
    let
      system = "x86_64-linux";
      pkgs = import nixpkgs {
        inherit system;
      };
      player = nixpkgs.lib.evalModules {
        modules = [ ./player.nix ];
        specialArgs = { inherit pkgs-ffmpeg; };
      };
      pkgs-ffmpeg = import nixpkgs {
        inherit system;
        overlays = [ (final: prev: { ffmpeg = prev.ffmpeg.override { withUnfree = true; }; }) ];
      };
    in
    {
      packages.${system}.player = player.config.package;

      nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
        inherit system pkgs;
        specialArgs = { inherit pkgs-ffmpeg; };
        modules = [ ./configuration.nix ];
      };
    };
}
