{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.05";
  inputs.nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs =
    { self, nixpkgs, nixpkgs-unstable, ... }:
    {
      nixosModules.default =
        { pkgs, ... }:
        {
          environment.systemPackages = [
            nixpkgs-unstable.legacyPackages.${pkgs.system}.helix
          ];
        };
      nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        modules = [ self.nixosModules.default ];
      };
    };
}
