{ self, nixpkgs, ... }@inputs:
let
  unstable = import inputs.nixpkgs-unstable { system = "x86_64-linux"; };
in
{
  nixosConfigurations.box = nixpkgs.lib.nixosSystem {
    system = "x86_64-linux";
    specialArgs = { inherit inputs unstable; };
    modules = [ ./modules/editors.nix ./modules/secrets.nix ];
  };
}
