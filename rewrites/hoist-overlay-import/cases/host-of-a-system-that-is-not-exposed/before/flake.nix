{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs =
    { self, nixpkgs, ... }@inputs:
    {
      overlays.default = import ./overlays { inherit inputs; };

      nixosConfigurations = {
        desk = nixpkgs.lib.nixosSystem {
          system = "x86_64-linux";
          modules = [ { nixpkgs.overlays = [ self.overlays.default ]; } ./host.nix ];
        };
        dragon = nixpkgs.lib.nixosSystem {
          modules = [
            { nixpkgs.overlays = [ self.overlays.default ]; }
            { nixpkgs.hostPlatform = "loongarch64-linux"; }
            ./host.nix
          ];
        };
      };

      packages.x86_64-linux.for-the-router =
        (import nixpkgs {
          system = "x86_64-linux";
          crossSystem.config = "mipsel-unknown-linux-gnu";
          overlays = [ self.overlays.default ];
        }).helix;
    };
}
