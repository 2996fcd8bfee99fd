{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = { self, nixpkgs, ... }@inputs:
  let
    instances = nixpkgs.lib.genAttrs [ "aarch64-linux" "x86_64-linux" ] (system: {
      unstable = import inputs.nixpkgs-unstable {
        inherit system;
        config.allowUnfree = true;
      };
    });
  in
  {
    nixosConfigurations = {
      desk = nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        specialArgs = { inherit (instances.x86_64-linux) unstable; };
        modules = [ ./hosts/desk.nix ./modules/editors.nix ];
      };
      board = nixpkgs.lib.nixosSystem {
        system = "aarch64-linux";
        specialArgs = { inherit (instances.aarch64-linux) unstable; };
        modules = [ ./hosts/board.nix ./modules/editors.nix ];
      };
    };
  };
}
