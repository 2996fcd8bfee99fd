{
  description = "Two machines";

  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
    agenix.url = "github:ryantm/agenix";
  };

  outputs = { self, nixpkgs, ... }@inputs:
    let
      specialArgs = { inherit self inputs unstable; };
      system = "x86_64-linux";
      unstable = import inputs.nixpkgs-unstable { inherit system; };
    in
    {
      nixosConfigurations = {
        desk = nixpkgs.lib.nixosSystem {
          inherit system specialArgs;
          modules = [ ./modules/editors.nix ./modules/secrets.nix { networking.hostName = "desk"; } ];
        };
        rack = nixpkgs.lib.nixosSystem {
          inherit system specialArgs;
          modules = [ ./modules/secrets.nix { networking.hostName = "rack"; } ];
        };
      };
    };
}
