{ self, nixpkgs, ... }@inputs:
{
  nixosConfigurations.box = nixpkgs.lib.nixosSystem {
    system = "x86_64-linux";
    specialArgs = { inherit inputs; };
    modules = [ ./modules/editors.nix ./modules/secrets.nix ];
  };
}
