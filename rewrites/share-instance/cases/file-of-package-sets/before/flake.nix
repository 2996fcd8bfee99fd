{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
    home-manager.url = "github:nix-community/home-manager/release-24.11";
  };

  outputs =
    inputs@{ self, nixpkgs, home-manager, ... }:
    let
      packageSets = import ./pkgs/package-sets.nix { inherit inputs; };
      home =
        name:
        home-manager.lib.homeManagerConfiguration {
          pkgs = packageSets.pkgsFor "x86_64-linux";
          modules = [ ./home.nix { home.username = name; } ];
        };
    in
    {
      inherit (packageSets) overlays;
      packages = nixpkgs.lib.genAttrs packageSets.supportedSystems packageSets.packagesFor;
      homeConfigurations.one = home "one";
      homeConfigurations.two = home "two";
    };
}
