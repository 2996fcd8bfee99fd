{
  description = "An overlay in the arguments of an instance that is made once";

  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
    home-manager.url = "github:nix-community/home-manager";
  };

  outputs = { self, nixpkgs, home-manager, ... }@inputs:
    let
      system = "x86_64-linux";
      pkgs = import nixpkgs {
        inherit system;
        overlays = [
          (final: prev: {
            unstable = import inputs.nixpkgs-unstable { inherit (final) system; };
          })
        ];
      };
    in
    {
      homeConfigurations.ada = home-manager.lib.homeManagerConfiguration {
        inherit pkgs;
        modules = [ ({ pkgs, ... }: { home.packages = [ pkgs.unstable.helix ]; }) ];
      };
      packages.${system}.helix = pkgs.unstable.helix;
    };
}
