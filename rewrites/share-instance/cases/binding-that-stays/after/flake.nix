{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.11";
  inputs.nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  inputs.home-manager.url = "github:nix-community/home-manager";
  inputs.home-manager.inputs.nixpkgs.follows = "nixpkgs";

  outputs =
    { self, nixpkgs, ... }@inputs:
    let
      pkgs-unstable = import inputs.nixpkgs-unstable {
        system = "x86_64-linux";
        config.allowUnfree = false;
      };
      pkgs-unstable-unfree = import inputs.nixpkgs-unstable {
        system = "x86_64-linux";
        config.allowUnfree = true;
      };
    in
    {
      nixosConfigurations.beta = import ./hosts/beta.nix { inherit inputs pkgs-unstable-unfree; };
      nixosConfigurations.gamma = import ./hosts/gamma.nix { inherit inputs pkgs-unstable-unfree; pkgs-unstable-configured = pkgs-unstable; };
      packages.x86_64-linux.tool = pkgs-unstable.hello;
    };
}
