{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs =
    { nixpkgs, ... }:
    {
      nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        modules = [
          ./tools.nix
          { nixpkgs.overlays = [ (final: prev: { btop = prev.btop.override { cudaSupport = true; }; }) ]; }
        ];
      };
      nixosConfigurations.lap = nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        modules = [ ./tools.nix ];
      };
    };
}
