{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";
    deploy.url = "github:example/deploy";
  };

  outputs =
    { self, nixpkgs, deploy, ... }@inputs:
    let
      overlays = import ./overlays.nix;
    in
    {
      lib.images = deploy.lib.images { inherit overlays; };

      nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        modules = [
          ./configuration.nix
          { nixpkgs.overlays = overlays; }
        ];
      };
    };
}
