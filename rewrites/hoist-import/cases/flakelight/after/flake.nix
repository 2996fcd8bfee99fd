{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";
    nixpkgs-stable.url = "github:NixOS/nixpkgs/nixos-24.11";
    flakelight.url = "github:nix-community/flakelight";
  };

  outputs =
    { flakelight, ... }@inputs:
    let
      pkgs-stable = import inputs.nixpkgs-stable {
        system = "x86_64-linux";
        config.allowUnfree = true;
      };
    in
    flakelight ./. {
      inherit inputs;

      nixosConfigurations = {
        desk = {
          system = "x86_64-linux";
          specialArgs = { inherit pkgs-stable; };
          modules = [ ./modules/editors.nix ];
        };
        lap = {
          system = "x86_64-linux";
          specialArgs = { inherit pkgs-stable; };
          modules = [ ./modules/editors.nix ];
        };
      };
    };
}
