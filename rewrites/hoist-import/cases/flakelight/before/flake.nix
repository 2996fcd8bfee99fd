{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";
    nixpkgs-stable.url = "github:NixOS/nixpkgs/nixos-24.11";
    flakelight.url = "github:nix-community/flakelight";
  };

  outputs =
    { flakelight, ... }@inputs:
    flakelight ./. {
      inherit inputs;

      nixosConfigurations = {
        desk = {
          system = "x86_64-linux";
          specialArgs = { inherit inputs; };
          modules = [ ./modules/editors.nix ];
        };
        lap = {
          system = "x86_64-linux";
          specialArgs = { inherit inputs; };
          modules = [ ./modules/editors.nix ];
        };
      };
    };
}
