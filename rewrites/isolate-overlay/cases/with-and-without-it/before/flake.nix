{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs =
    { nixpkgs, ... }:
    let
      mkPkgs =
        overlays:
        import nixpkgs {
          system = "x86_64-linux";
          inherit overlays;
        };
      plain = mkPkgs [ ];
    in
    {
      packages.x86_64-linux.ffmpeg = plain.ffmpeg;

      nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
        pkgs = mkPkgs [ (final: prev: { ffmpeg = prev.ffmpeg.override { withUnfree = true; }; }) ];
        modules = [ ./configuration.nix ];
      };
    };
}
