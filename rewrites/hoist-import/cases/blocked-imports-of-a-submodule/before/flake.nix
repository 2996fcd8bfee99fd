{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.05";
  inputs.nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  inputs.home-manager.url = "github:nix-community/home-manager";

  outputs = { nixpkgs, ... }@inputs: {
    nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      specialArgs = { inherit inputs; };
      modules = [
        ./git.nix
        ({ lib, pkgs, inputs, ... }: {
          options.shells = lib.mkOption {
            default = { };
            type = lib.types.attrsOf (lib.types.submoduleWith {
              specialArgs = { inherit inputs pkgs; };
              modules = [ ./git.nix ];
            });
          };
        })
      ];
    };
  };
}
