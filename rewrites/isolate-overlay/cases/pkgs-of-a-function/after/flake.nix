{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs =
    { self, nixpkgs, ... }:
    let
      pkgsFor =
        system:
        import nixpkgs {
          inherit system;
        };
      instances = nixpkgs.lib.genAttrs [ "aarch64-linux" "x86_64-linux" ] (system: {
        pkgs-ffmpeg = import nixpkgs {
          inherit system;
          overlays = [ (final: prev: { ffmpeg = prev.ffmpeg.override { withUnfree = true; }; }) ];
        };
      });
    in
    {
      devShells = nixpkgs.lib.genAttrs [ "x86_64-linux" "aarch64-linux" ] (
        system:
        let
          pkgs = pkgsFor system;
        in
        {
          default = pkgs.mkShell { packages = [ instances.${system}.pkgs-ffmpeg.ffmpeg pkgs.git ]; };
        }
      );

      nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
        pkgs = pkgsFor "x86_64-linux";
        specialArgs = { inherit (instances.x86_64-linux) pkgs-ffmpeg; };
        modules = [ ./configuration.nix ];
      };
    };
}
