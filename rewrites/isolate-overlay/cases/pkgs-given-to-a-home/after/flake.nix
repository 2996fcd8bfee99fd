{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";
    home-manager = {
      url = "github:nix-community/home-manager";
      inputs.nixpkgs.follows = "nixpkgs";
    };
  };

  outputs =
    { nixpkgs, home-manager, ... }:
    let
      pkgs = import nixpkgs {
        system = "x86_64-linux";
        overlays = [
          (final: prev: { htop = prev.htop.override { withSensors = true; }; })
        ];
      };
      pkgs-ffmpeg = import nixpkgs {
        system = "x86_64-linux";
        overlays = [ (import ./overlays/ffmpeg.nix) ];
      };
    in
    {
      homeConfigurations.ada = home-manager.lib.homeManagerConfiguration {
        inherit pkgs;
        extraSpecialArgs = { inherit pkgs-ffmpeg; };
        modules = [ ./home.nix ];
      };
    };
}
