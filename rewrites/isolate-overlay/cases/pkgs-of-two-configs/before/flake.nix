{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs =
    { nixpkgs, ... }:
    let
      system = "x86_64-linux";
      overlays = [ (final: prev: { ffmpeg = prev.ffmpeg.override { withUnfree = true; }; }) ];
      pkgs = import nixpkgs { inherit system overlays; };
      pkgs-free = import nixpkgs {
        inherit system overlays;
        config.allowUnfree = false;
      };
    in
    {
      packages.${system}.free = pkgs-free.ffmpeg;

      nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
        inherit system pkgs;
        modules = [ ./configuration.nix ];
      };
    };
}
