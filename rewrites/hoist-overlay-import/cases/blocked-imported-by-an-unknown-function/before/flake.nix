{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
    fleet.url = "github:someone/fleet";
  };

  outputs = { self, nixpkgs, fleet, ... }@inputs: {
    overlays = fleet.lib.loadOverlays { inherit inputs; file = import ./overlay.nix; };
    nixosConfigurations.one = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      modules = [
        { nixpkgs.overlays = [ (import ./overlay.nix { inherit inputs; }) ]; }
        ({ pkgs, ... }: { environment.systemPackages = [ pkgs.unstable.git ]; })
      ];
    };
  };
}
