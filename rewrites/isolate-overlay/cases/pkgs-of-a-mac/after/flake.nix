{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixpkgs-unstable";
    darwin = {
      url = "github:nix-darwin/nix-darwin";
      inputs.nixpkgs.follows = "nixpkgs";
    };
  };

  outputs =
    { nixpkgs, darwin, ... }:
    let
      pkgs-ffmpeg = import nixpkgs {
        system = "aarch64-darwin";
        overlays = [ (final: prev: { ffmpeg = prev.ffmpeg.override { withUnfree = true; }; }) ];
      };
    in
    {
      darwinConfigurations.air = darwin.lib.darwinSystem {
        pkgs = import nixpkgs {
          system = "aarch64-darwin";
        };
        specialArgs = { inherit pkgs-ffmpeg; };
        modules = [ ./configuration.nix ];
      };
    };
}
