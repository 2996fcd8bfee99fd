{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = { self, nixpkgs, ... }@inputs:
  let
    instances = nixpkgs.lib.genAttrs nixpkgs.lib.systems.flakeExposed (system: {
      unstable = import inputs.nixpkgs-unstable {
        localSystem = { inherit system; };
        config.allowUnfree = true;
      };
    });
  in
  {
    nixosConfigurations.box = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      modules = [
        { nixpkgs.overlays = [ (import ./overlay.nix { inherit instances; }) ]; }
        ({ pkgs, ... }: { environment.systemPackages = [ pkgs.unstable.helix ]; })
      ];
    };
    nixosConfigurations.pi = nixpkgs.lib.nixosSystem {
      system = "aarch64-linux";
      modules = [
        { nixpkgs.overlays = [ (import ./overlay.nix { inherit instances; }) ]; }
        ({ pkgs, ... }: { environment.systemPackages = [ pkgs.unstable.helix ]; })
      ];
    };
  };
}
