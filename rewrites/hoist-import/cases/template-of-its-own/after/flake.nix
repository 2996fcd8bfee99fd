{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
  inputs.nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs =
    { nixpkgs, ... }@inputs:
    let
      unstable = import inputs.nixpkgs-unstable { system = "x86_64-linux"; };
    in
    {
      templates.host = {
        path = ./templates/host;
        description = "a host";
      };
      nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        specialArgs = { inherit unstable; };
        modules = [
          ./modules/base.nix
          ./modules/editors.nix
        ];
      };
    };
}
