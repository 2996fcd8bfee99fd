{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";
    loader.url = "path:./loader";
  };

  outputs =
    { nixpkgs, loader, ... }:
    {
      nixosConfigurations.laptop = nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        modules = [
          ({ pkgs, ... }: {
            environment.systemPackages = [
              pkgs.helix
              nixpkgs.legacyPackages.x86_64-linux.git
              loader.packages.x86_64-linux.default
            ];
          })
        ];
      };
    };
}
