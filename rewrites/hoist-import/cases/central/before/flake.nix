{
  inputs = {
    nixpkgs.url = "github:nixos/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:nixos/nixpkgs/nixos-unstable";
    home-manager = {
      url = "github:nix-community/home-manager/release-24.11";
      inputs.nixpkgs.follows = "nixpkgs";
    };
  };

  outputs = { self, nixpkgs, nixpkgs-unstable, home-manager, ... }:
    let
      system = "x86_64-linux";
      pkgs = import nixpkgs { inherit system; config.allowUnfree = true; };
      unstable = import nixpkgs-unstable { inherit system; };
    in
    {
      nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
        inherit pkgs system;
        specialArgs = { inherit unstable; };
        modules = [ ./desk.nix ];
      };
      homeConfigurations.ada = home-manager.lib.homeManagerConfiguration {
        inherit pkgs;
        extraSpecialArgs = { inherit unstable; };
        modules = [ { home.username = "ada"; home.homeDirectory = "/home/ada"; } ];
      };
      devShells.${system}.default = pkgs.mkShell { packages = [ pkgs.just ]; };
      formatter.${system} = pkgs.alejandra;
    };
}
