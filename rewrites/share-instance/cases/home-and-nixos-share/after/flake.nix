{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-stable.url = "github:NixOS/nixpkgs/nixos-23.11";
    home-manager.url = "github:nix-community/home-manager";
  };

  outputs = { nixpkgs, nixpkgs-stable, home-manager, ... }@inputs:
    let
      system = "x86_64-linux";
      pkgs-stable = import nixpkgs-stable {
        inherit system;
        config.allowUnfree = true;
      };
    in
    {
      nixosConfigurations.box = nixpkgs.lib.nixosSystem {
        inherit system;
        specialArgs = {
          # for when the newest is broken
          inherit pkgs-stable;
          inherit inputs system;
        };
        modules = [ ./configuration.nix ];
      };

      homeConfigurations.ann = home-manager.lib.homeManagerConfiguration {
        pkgs = nixpkgs.legacyPackages.${system};
        extraSpecialArgs = {
          inherit pkgs-stable;
        };
        modules = [ ./home.nix ];
      };
    };
}
