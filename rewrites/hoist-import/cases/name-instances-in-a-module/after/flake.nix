{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.11";
  inputs.nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs =
    { self, nixpkgs, ... }@inputs:
    let
      unstable = import inputs.nixpkgs-unstable { system = "aarch64-linux"; };
      nixpkgs-instances = nixpkgs.lib.genAttrs nixpkgs.lib.systems.flakeExposed (system: {
        fresh = import inputs.nixpkgs-unstable {
          inherit system;
          config.allowUnfree = true;
        };
      });
    in
    {
      nixosConfigurations.alpha = nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        specialArgs = { inherit inputs; };
        modules = [ (import ./modules/fresh.nix { inherit nixpkgs-instances; }) ];
      };
      nixosConfigurations.beta = nixpkgs.lib.nixosSystem {
        system = "aarch64-linux";
        specialArgs = { inherit unstable; };
        modules = [ ./modules/tools.nix ];
      };
    };
}
