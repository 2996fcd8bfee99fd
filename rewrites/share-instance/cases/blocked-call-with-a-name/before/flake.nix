{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-old.url = "github:NixOS/nixpkgs/nixos-23.11";
  };

  outputs =
    { nixpkgs, ... }@inputs:
    let
      overlay = import ./overlay.nix { inherit inputs; };
      host = nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        modules = [ { nixpkgs.overlays = [ overlay ]; } ./host.nix ];
      };
    in
    {
      nixosConfigurations.a = host;
      nixosConfigurations.b = host;
    };
}
