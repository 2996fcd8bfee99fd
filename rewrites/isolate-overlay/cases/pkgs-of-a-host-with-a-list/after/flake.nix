{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs =
    { nixpkgs, ... }:
    let
      system = "x86_64-linux";
      pkgs = import nixpkgs {
        inherit system;
        config.allowUnfree = true;
        overlays = [ (final: prev: { ffmpeg = prev.ffmpeg.override { withUnfree = true; }; }) ];
      };
      pkgs-htop = import nixpkgs {
        inherit system;
        config.allowUnfree = true;
        overlays = [ (final: prev: { htop = prev.htop.override { withSensors = true; }; }) ];
      };
    in
    {
      nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
        inherit system pkgs;
        specialArgs = { inherit pkgs-htop; };
        modules = [ ./configuration.nix ];
      };
    };
}
