{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
    home-manager.url = "github:nix-community/home-manager";
  };

  outputs =
    { nixpkgs, home-manager, ... }@inputs:
    let
      unstable = import inputs.nixpkgs-unstable { system = "x86_64-linux"; };
    in
    {
      nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        specialArgs = { inherit inputs unstable; };
        modules = [
          home-manager.nixosModules.home-manager
          ./homes.nix
        ];
      };
    };
}
