{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs =
    { self, nixpkgs, ... }@inputs:
    let
      pkgs-ffmpeg = import inputs.nixpkgs {
        system = "x86_64-linux";
        overlays = [
          (final: prev: if prev.stdenv.hostPlatform.system == "x86_64-linux" then import ./linux.nix prev else { })
          (final: prev: { ffmpeg = prev.ffmpeg.override { withUnfree = true; }; })
        ];
      };
    in
    {
      nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        specialArgs = { inherit pkgs-ffmpeg; };
        modules = [ ./configuration.nix ];
      };
    };
}
