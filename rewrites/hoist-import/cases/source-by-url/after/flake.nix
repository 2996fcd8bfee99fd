{
  inputs.main.url = "github:nixos/nixpkgs/nixos-24.11";
  inputs.edge.url = "nixpkgs/nixos-unstable";
  inputs.nixpkgs-extra.url = "github:acme/nixpkgs-extra";

  outputs = { self, main, edge, nixpkgs-extra, ... }@inputs:
  let
    new = import inputs.edge { system = "x86_64-linux"; };
  in
  {
    nixosConfigurations.box = main.lib.nixosSystem {
      system = "x86_64-linux";
      specialArgs = { inherit inputs new; };
      modules = [ ./box.nix ];
    };
  };
}
