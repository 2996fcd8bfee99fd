{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
    home-manager.url = "github:nix-community/home-manager";
    people.url = "github:our-company/people";
  };

  outputs =
    {
      nixpkgs,
      home-manager,
      people,
      ...
    }@inputs:
    {
      nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        specialArgs = { inherit inputs; };
        modules = [
          home-manager.nixosModules.home-manager
          # Defines `home-manager.users`.
          people.nixosModules.default
          {
            home-manager.extraSpecialArgs = { inherit inputs; };
            home-manager.sharedModules = [ ./git.nix ];
          }
        ];
      };

      homeConfigurations.guest = home-manager.lib.homeManagerConfiguration {
        pkgs = nixpkgs.legacyPackages.x86_64-linux;
        extraSpecialArgs = { inherit inputs; };
        modules = [ ./git.nix ];
      };
    };
}
