{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = { self, nixpkgs, nixpkgs-unstable }@inputs: let
    overlays = [ (import ./overlays/unstable.nix (inputs // { inherit instances; })) ];
    mkHost = system: name: nixpkgs.lib.nixosSystem {
      inherit system;
      modules = [
        { nixpkgs.overlays = overlays; }
        (./hosts + "/${name}.nix")
      ];
    };
    instances = nixpkgs.lib.genAttrs nixpkgs.lib.systems.flakeExposed (system: {
      unstable = import inputs.nixpkgs-unstable {
        inherit system;
        config.allowUnfree = true;
      };
    });
  in {
    nixosConfigurations.desk = mkHost "x86_64-linux" "desk";
    nixosConfigurations.nas = mkHost "x86_64-linux" "nas";
  };
}
