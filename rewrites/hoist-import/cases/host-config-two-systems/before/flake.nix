{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.11";
  inputs.nixpkgs-stable.url = "github:NixOS/nixpkgs/nixos-24.11";

  outputs =
    { self, nixpkgs, ... }@inputs:
    let
      mkHost =
        system: modules:
        nixpkgs.lib.nixosSystem {
          inherit system;
          specialArgs = { inherit inputs; };
          modules = [ { networking.hostName = "x"; } ] ++ modules;
        };
    in
    {
      nixosConfigurations.beta = mkHost "x86_64-linux" [
        ./modules/m0.nix
        ./modules/m2.nix
      ];
      nixosConfigurations.gamma = mkHost "aarch64-linux" [ ./modules/m2.nix ];
    };
}
