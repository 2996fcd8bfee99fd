{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs =
    { nixpkgs, ... }:
    let
      system = "x86_64-linux";
      ffmpeg-overlay = final: prev: { ffmpeg = prev.ffmpeg.override { withUnfree = true; }; };
      pkgs = import nixpkgs { inherit system; overlays = [ ffmpeg-overlay ]; };
    in
    {
      nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
        modules = [
          ./configuration.nix
          { nixpkgs.pkgs = pkgs; }
        ];
      };
    };
}
