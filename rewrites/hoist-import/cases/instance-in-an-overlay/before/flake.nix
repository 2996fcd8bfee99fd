{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
  inputs.unstable.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs =
    inputs@{ nixpkgs, ... }:
    let
      system = "x86_64-linux";
      host =
        module:
        nixpkgs.lib.nixosSystem {
          inherit system;
          specialArgs = { inherit inputs; };
          modules = [
            module
            ./modules/player.nix
            ./modules/chat.nix
          ];
        };
    in
    {
      nixosConfigurations.desk = host { networking.hostName = "desk"; };
      nixosConfigurations.couch = host { networking.hostName = "couch"; };
    };
}
