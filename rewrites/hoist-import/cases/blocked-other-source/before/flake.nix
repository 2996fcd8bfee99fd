{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
    packages = {
      url = "github:someone/packages";
      flake = false;
    };
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

      # The same with a tree of one's own under that name.
      packages.${system}.widget = import ./widget.nix {
        inherit system;
        inputs = inputs // {
          nixpkgs-unstable = inputs.packages;
        };
      };
    };
}
