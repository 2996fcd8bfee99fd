{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = { nixpkgs, ... }@inputs:
  let
    instances = nixpkgs.lib.genAttrs nixpkgs.lib.systems.flakeExposed (system: {
      unstable = import inputs.nixpkgs-unstable { inherit system; };
    });
  in
  {
    nixosConfigurations.one = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      specialArgs = { inherit instances; };
      modules = [ ./one.nix ./unstable.nix ];
    };
    nixosConfigurations.two = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      specialArgs = { inherit instances; };
      modules = [ ./unstable.nix ];
    };
  };
}
