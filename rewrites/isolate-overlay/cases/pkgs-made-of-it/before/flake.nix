{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs =
    { nixpkgs, ... }:
    let
      system = "x86_64-linux";
      pkgs = import nixpkgs {
        inherit system;
        overlays = [ (final: prev: { ffmpeg = prev.ffmpeg.override { withUnfree = true; }; }) ];
      };
      withGit = pkgs.extend (final: prev: { git = prev.git.override { withGui = true; }; });
    in
    {
      nixosConfigurations = {
        desk = nixpkgs.lib.nixosSystem {
          inherit system pkgs;
          modules = [ ./configuration.nix ];
        };
        lap = nixpkgs.lib.nixosSystem {
          inherit system;
          pkgs = withGit;
          modules = [ ./configuration.nix ];
        };
      };
    };
}
