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
    in
    {
      nixosConfigurations.beta = import ./hosts/beta.nix { inherit inputs; };
      nixosConfigurations.gamma = import ./hosts/gamma.nix { inherit inputs; };
      packages.x86_64-linux.tool = pkgs-unstable.hello;
    };
}
