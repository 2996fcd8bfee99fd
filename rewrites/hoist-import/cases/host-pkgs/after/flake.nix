{
  description = "Two machines";

  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
    agenix.url = "github:ryantm/agenix";
  };

  outputs = { self, nixpkgs, ... }@inputs:
  let
    pkgs-unstable = import inputs.nixpkgs-unstable {
      system = "x86_64-linux";
      config.allowUnfree = true;
    };
  in
  {
    nixosConfigurations.a = nixpkgs.lib.nixosSystem {
      specialArgs = { inherit pkgs-unstable; };
      modules = [ ./pkgs.nix { networking.hostName = "a"; } ];
    };
    nixosConfigurations.b = nixpkgs.lib.nixosSystem {
      specialArgs = { inherit pkgs-unstable; };
      modules = [ ./pkgs.nix { networking.hostName = "b"; } ];
    };
  };
}
