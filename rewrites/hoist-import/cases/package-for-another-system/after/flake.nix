{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = { self, nixpkgs, ... }@inputs:
  let
    instances = nixpkgs.lib.genAttrs nixpkgs.lib.systems.flakeExposed (system: {
      unstable = import inputs.nixpkgs-unstable { inherit system; };
    });
  in
  {
    nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      specialArgs = { inherit instances; };
      modules = [ ./desk.nix ];
    };
  };
}
