{
  description = "A module that closes over the inputs, for a host and for a function that is not known";

  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
    fleet.url = "github:example/fleet";
  };

  outputs = { self, nixpkgs, ... }@inputs:
    let
      editors = import ./modules/editors.nix (inputs // { inherit instances; });
      instances = nixpkgs.lib.genAttrs nixpkgs.lib.systems.flakeExposed (system: {
        pkgs-unstable = import inputs.nixpkgs-unstable { inherit system; };
      });
    in
    {
      nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        modules = [ editors ];
      };
      fleet = inputs.fleet.lib.deploy editors;
    };
}
