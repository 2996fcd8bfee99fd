{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
    loader.url = "path:./loader";
    loader.inputs.nixpkgs.follows = "nixpkgs-unstable";
  };

  outputs =
    { nixpkgs, nixpkgs-unstable, loader, ... }:
    {
      nixosConfigurations.laptop = nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        modules = [
          ({ pkgs, ... }: {
            environment.systemPackages = [
              nixpkgs-unstable.legacyPackages.x86_64-linux.helix
              loader.packages.x86_64-linux.default
            ];
          })
        ];
      };
    };
}
