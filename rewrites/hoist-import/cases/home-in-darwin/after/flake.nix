{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixpkgs-unstable";
    nixpkgs-stable.url = "github:NixOS/nixpkgs/nixos-24.11";
    darwin.url = "github:LnL7/nix-darwin";
    darwin.inputs.nixpkgs.follows = "nixpkgs";
    home-manager.url = "github:nix-community/home-manager";
    home-manager.inputs.nixpkgs.follows = "nixpkgs";
  };

  outputs = { nixpkgs, darwin, home-manager, ... }@inputs:
    let
      system = "aarch64-darwin";
      pkgs-stable = import inputs.nixpkgs-stable { inherit system; };
    in
    {
      darwinConfigurations.mac = darwin.lib.darwinSystem {
        inherit system;
        modules = [
          ./mac.nix
          home-manager.darwinModules.home-manager
          {
            home-manager = {
              useGlobalPkgs = true;
              users.ada = ./home.nix;
              extraSpecialArgs = { inherit pkgs-stable; user = "ada"; };
            };
          }
        ];
      };
    };
}
