{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.05";
  inputs.nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  inputs.home-manager.url = "github:nix-community/home-manager";

  outputs = { nixpkgs, ... }@inputs: {
    nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
      specialArgs = { inherit inputs; };
      modules = [ ./platform.nix ./git.nix ];
    };
    nixosConfigurations.pi = nixpkgs.lib.nixosSystem {
      specialArgs = { inherit inputs; };
      modules = [
        ./platform.nix
        ./git.nix
        {
          disabledModules = [ ./platform.nix ];
          nixpkgs.hostPlatform = "aarch64-linux";
        }
      ];
    };
  };
}
