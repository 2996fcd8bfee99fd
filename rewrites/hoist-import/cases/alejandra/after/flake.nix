{
  inputs.nixpkgs.url = "github:nixos/nixpkgs/nixos-24.11";
  inputs.nixpkgs-unstable.url = "github:nixos/nixpkgs/nixpkgs-unstable";
  inputs.disko.url = "github:nix-community/disko";

  outputs = {
    self,
    nixpkgs,
    ...
  } @ inputs: let
    pkgsUnstable = import inputs.nixpkgs-unstable {
      system = "x86_64-linux";
      config.allowUnfree = true;
    };
  in {
    nixosConfigurations = {
      cube = nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        specialArgs = {inherit inputs pkgsUnstable;};
        modules = [./hosts/cube.nix ./modules/ai.nix];
      };
    };
  };
}
