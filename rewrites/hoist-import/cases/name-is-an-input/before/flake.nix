{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
  inputs.unstable.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs = { self, nixpkgs, unstable, ... }@inputs:
    let
      system = "x86_64-linux";
    in
    {
      nixosConfigurations.box = nixpkgs.lib.nixosSystem {
        inherit system;
        specialArgs = inputs;
        modules = [ ./tools.nix ];
      };
    };
}
