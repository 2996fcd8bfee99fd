{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";
    images.url = "github:example/images";
  };

  outputs =
    { nixpkgs, images, ... }:
    let
      system = "x86_64-linux";
      pkgs = import nixpkgs {
        inherit system;
        overlays = [ (final: prev: { ffmpeg = prev.ffmpeg.override { withUnfree = true; }; }) ];
      };
    in
    {
      packages.${system}.image = images.lib.make { inherit pkgs; };

      nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
        inherit system pkgs;
        modules = [ ./configuration.nix ];
      };
    };
}
