{
  inputs = {
    nixpkgs = {
      type = "github";
      owner = "NixOS";
      repo = "nixpkgs";
      ref = "nixos-24.11";
    };
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
