{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
  # Makes the store path easier to find.
  inputs.nixpkgs-terraform.url = "github:NixOS/nixpkgs/0123456789abcdef0123456789abcdef01234567";
  inputs.home-manager.url = "github:nix-community/home-manager";

  outputs = { self, nixpkgs, home-manager, nixpkgs-terraform }:
  let
    pinned = import nixpkgs-terraform {
      system = "x86_64-linux";
      config.allowUnfree = true;
    };
  in
  {
    homeConfigurations.me = home-manager.lib.homeManagerConfiguration {
      pkgs = nixpkgs.legacyPackages.x86_64-linux;
      extraSpecialArgs = { inherit pinned; };
      modules = [ ./home.nix ./terraform.nix ];
    };
  };
}
