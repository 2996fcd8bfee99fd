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
      player = nixpkgs.lib.evalModules {
        modules = [ ./player.nix ];
        specialArgs = { inherit pkgs; };
      };
    in
    {
      packages.${system}.player = player.config.package;

      nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
        inherit system pkgs;
        modules = [ ./configuration.nix ];
      };
    };
}
