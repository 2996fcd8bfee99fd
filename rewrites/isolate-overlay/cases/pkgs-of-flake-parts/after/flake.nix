{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";
    flake-parts.url = "github:hercules-ci/flake-parts";
  };

  outputs =
    inputs@{ nixpkgs, flake-parts, ... }:
    let
      pkgsFor =
        system:
        import nixpkgs {
          inherit system;
        };
      pkgs-ffmpeg = import inputs.nixpkgs {
        system = "x86_64-linux";
        overlays = [ (final: prev: { ffmpeg = prev.ffmpeg.override { withUnfree = true; }; }) ];
      };
    in
    flake-parts.lib.mkFlake { inherit inputs; } {
      systems = [ "x86_64-linux" ];

      perSystem =
        { system, ... }:
        {
          _module.args.pkgs = pkgsFor system;
          packages.default = pkgs-ffmpeg.ffmpeg;
        };

      flake.nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
        pkgs = pkgsFor "x86_64-linux";
        specialArgs = { inherit pkgs-ffmpeg; };
        modules = [ ./configuration.nix ];
      };
    };
}
