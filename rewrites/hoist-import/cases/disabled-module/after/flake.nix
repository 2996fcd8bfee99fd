{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.05";
  inputs.nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  inputs.home-manager.url = "github:nix-community/home-manager";

  outputs = { nixpkgs, ... }@inputs:
  let
    instances = nixpkgs.lib.genAttrs [ "aarch64-linux" "x86_64-linux" ] (system: {
      unstable = import inputs.nixpkgs-unstable { inherit system; };
    });
  in
  {
    nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
      specialArgs = { inherit (instances.x86_64-linux) unstable; };
      modules = [ ./platform.nix ./git.nix ];
    };
    nixosConfigurations.pi = nixpkgs.lib.nixosSystem {
      specialArgs = { inherit (instances.aarch64-linux) unstable; };
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
