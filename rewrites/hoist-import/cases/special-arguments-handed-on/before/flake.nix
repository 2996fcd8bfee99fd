{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.05";
  inputs.nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  inputs.home-manager.url = "github:nix-community/home-manager";

  outputs = { nixpkgs, home-manager, ... }@inputs: {
    nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      specialArgs = { inherit inputs; };
      modules = [
        home-manager.nixosModules.home-manager
        ./git.nix
        ({ inputs, ... }: {
          home-manager.extraSpecialArgs = { inherit inputs; };
          home-manager.users.ada = ./home.nix;
        })
      ];
    };
    nixosConfigurations.stick =
      let
        special = { inherit inputs; };
      in
      nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        specialArgs = special;
        modules = [
          ./git.nix
          { environment.etc.rev.text = special.inputs.nixpkgs.rev; }
        ];
      };
  };
}
