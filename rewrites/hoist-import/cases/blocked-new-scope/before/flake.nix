{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs =
    { nixpkgs, ... }@inputs:
    let
      system = "x86_64-linux";
    in
    {
      nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
        inherit system;
        specialArgs = { inherit inputs; };
        modules = [ ./bar.nix ];
      };

      # A scope is a `callPackage` that has more.
      packages.${system}.widget =
        nixpkgs.legacyPackages.${system}.newScope { inherit inputs system; } ./widget.nix { };
    };
}
