{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs =
    { self, nixpkgs, ... }:
    let
      pkgsFor =
        system:
        import nixpkgs {
          inherit system;
          overlays = [ (final: prev: { ffmpeg = prev.ffmpeg.override { withUnfree = true; }; }) ];
        };
    in
    {
      devShells = nixpkgs.lib.genAttrs [ "x86_64-linux" "aarch64-linux" ] (
        system:
        let
          pkgs = pkgsFor system;
        in
        {
          default = pkgs.mkShell { packages = [ pkgs.ffmpeg pkgs.git ]; };
        }
      );

      nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
        pkgs = pkgsFor "x86_64-linux";
        modules = [ ./configuration.nix ];
      };
    };
}
