{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";
    loader.url = "path:./loader";
  };

  outputs =
    { nixpkgs, ... }@inputs:
    {
      nixosConfigurations = nixpkgs.lib.genAttrs [ "desk" "lap" ] (
        _:
        nixpkgs.lib.nixosSystem {
          system = "x86_64-linux";
          specialArgs = { inherit inputs; };
          modules = [ ./editors.nix ];
        }
      );
    };
}
